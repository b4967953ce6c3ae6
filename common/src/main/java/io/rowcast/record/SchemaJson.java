package io.rowcast.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * Schemas in the form in which Kafka Connect's {@link JsonConverter} writes them, and
 * their fingerprints. Thread-safe.
 * <p>
 * It is Connect's own code that converts, so this class uses Jackson 2 where all others
 * use Jackson 3.
 */
public final class SchemaJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
        .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
        .build();

    private final JsonConverter converter = new JsonConverter();

    public SchemaJson() {
        this.converter.configure(Map.of("schemas.enable", "true"), false);
    }

    /** Returns the schema as UTF-8 JSON, the same bytes for equal schemas. */
    public byte[] write(Schema schema) {
        try {
            return MAPPER.writeValueAsBytes(this.converter.asJsonSchema(schema));
        }
        catch (JsonProcessingException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * The inverse of {@link #write}.
     * @throws IllegalArgumentException when the bytes are not a schema
     */
    public Schema read(byte[] json) {
        try {
            Schema schema = this.converter.asConnectSchema(MAPPER.readTree(json));
            if (schema == null) {
                throw new IllegalArgumentException("not a schema: null");
            }
            return schema;
        }
        catch (IOException | RuntimeException ex) {
            throw new IllegalArgumentException("not a schema in the form of Kafka Connect's JsonConverter", ex);
        }
    }

    /**
     * Returns the first 64 bits of the SHA-256 of a schema's JSON as 16 hexadecimal
     * digits.
     */
    public static String fingerprint(byte[] schemaJson) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(schemaJson);
            return HexFormat.of().formatHex(hash, 0, 8);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
