package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.rowcast.record.RowJson;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that other programs wrote: the envelope of Kafka Connect's {@code JsonConverter},
 * and plain JSON objects, whose schema is read off the values. Thread-safe.
 * <p>
 * What is read off: integers are INT64, or NUMERIC where they are larger; other numbers
 * NUMERIC, so that no digit is lost; objects and arrays JSON. A field that is null is
 * left out where neither the configuration nor the topic has told its type before.
 */
final class ForeignJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private final JsonConverter envelopes = new JsonConverter();

    private final RowJson rows;

    private final FieldTypes types;

    private final boolean detect;

    /**
     * Reads nothing yet.
     * @param types of fields without a schema
     * @param detect whether what looks like an envelope is one
     */
    ForeignJson(RowJson rows, FieldTypes types, boolean detect) {
        this.detect = detect;
        this.types = types;
        this.rows = rows;
        this.envelopes.configure(Map.of("schemas.enable", "true"), false);
    }

    /**
     * Reads a value.
     * @throws DataException when it is not a JSON object
     */
    SchemaAndValue value(String topic, byte[] json) {
        SchemaAndValue value = read(topic, json);
        if (value.value() != null && !(value.value() instanceof Struct)) {
            throw new DataException("the value is not a JSON object");
        }
        return value;
    }

    /**
     * Reads a key: a struct where it is an object, otherwise a scalar; its text where it
     * is no JSON.
     */
    SchemaAndValue key(String topic, byte[] json) {
        try {
            return read(topic, json);
        }
        catch (DataException ex) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, new String(json, StandardCharsets.UTF_8));
        }
    }

    /**
     * Gives fields without a schema one, as those of a JSON object would get.
     * @throws DataException when a value has no JSON
     */
    SchemaAndValue inferred(String topic, Map<?, ?> fields) {
        try {
            return infer(topic, MAPPER.valueToTree(fields), MAPPER.writeValueAsBytes(fields));
        }
        catch (JacksonException ex) {
            throw new DataException("a field is of no type that JSON has");
        }
    }

    private SchemaAndValue read(String topic, byte[] json) {
        JsonNode node = parse(json);
        if (this.detect && node.isObject() && node.size() == 2 && node.has("schema") && node.has("payload")) {
            return this.envelopes.toConnectData(topic, json);
        }
        if (!node.isObject()) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, node.asString());
        }
        return infer(topic, node, json);
    }

    private SchemaAndValue infer(String topic, JsonNode node, byte[] json) {
        SchemaBuilder schema = SchemaBuilder.struct();
        node.properties()
            .forEach(property -> this.types.of(topic, property.getKey(), property.getValue())
                .ifPresent(type -> schema.field(property.getKey(), type.schema())));
        Schema built = schema.build();
        return new SchemaAndValue(built, this.rows.decode(built, json));
    }

    private static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        }
        catch (JacksonException ex) {
            throw new DataException("not valid JSON");
        }
    }

}
