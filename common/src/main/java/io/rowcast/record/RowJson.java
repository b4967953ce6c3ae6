package io.rowcast.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows as JSON objects on one line, and back. Together with the row's schema the JSON is
 * lossless; see {@link SemanticTypes} for the text of each type. Streams from and to
 * bytes without a tree in between; what a schema needs is worked out once and kept.
 * Thread-safe.
 */
public final class RowJson {

    static final JsonFactory FACTORY = JsonFactory.builder()
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        // PostgreSQL's numeric has up to 147,455 digits, its text up to 1 GB; the broker
        // bounds what can arrive here.
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNestingDepth(10_000)
            .build())
        .build();

    private final Map<Schema, ValueCodec> codecs = new ConcurrentHashMap<>();

    private final ThreadLocal<ByteArrayOutputStream> buffers = ThreadLocal
        .withInitial(() -> new ByteArrayOutputStream(1024));

    /**
     * Returns the row as UTF-8 JSON: one object, no line break. A field without a value
     * is written as null.
     */
    public byte[] encode(Struct row) {
        return encode(row.schema(), row);
    }

    /**
     * Returns any value of a schema, such as an array, as JSON text on one line.
     */
    public String text(Schema schema, Object value) {
        return new String(encode(schema, value), StandardCharsets.UTF_8);
    }

    /**
     * Returns any value of a schema, such as a key, as UTF-8 JSON without a line break.
     */
    public byte[] encode(Schema schema, Object value) {
        ByteArrayOutputStream buffer = this.buffers.get();
        buffer.reset();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), buffer)) {
            codec(schema).write(generator, value);
        }
        byte[] json = buffer.toByteArray();
        if (json.length > 1 << 20) {
            this.buffers.remove();
        }
        return json;
    }

    /**
     * Reads a row. A field that the JSON lacks takes its default or null; one that the
     * schema lacks is passed over.
     * @throws DataException when the JSON is not an object of this schema; the message
     * names the field, never a value
     */
    public Struct decode(Schema schema, byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DataException("the value is not a JSON object");
            }
            Struct row = (Struct) codec(schema).read(new JsonInput(parser, json));
            if (parser.nextToken() != null) {
                throw new DataException("the value goes on after the JSON object");
            }
            return row;
        }
        catch (JacksonException ex) {
            throw notJson(ex);
        }
    }

    /**
     * Returns the names of a JSON object's members, in their order.
     * @throws DataException when the JSON is not an object
     */
    public List<String> names(byte[] json) {
        List<String> names = new ArrayList<>(2);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DataException("not a JSON object");
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                names.add(name);
                parser.nextToken();
                parser.skipChildren();
            }
        }
        catch (JacksonException ex) {
            throw notJson(ex);
        }
        return names;
    }

    /** Jackson's message can quote the text: only the place is told. */
    private static DataException notJson(JacksonException ex) {
        return new DataException("not valid JSON near byte " + ex.getLocation().getByteOffset());
    }

    private ValueCodec codec(Schema schema) {
        ValueCodec codec = this.codecs.get(schema);
        if (codec == null) {
            codec = ValueCodec.of(schema);
            if (this.codecs.size() > 1_000) {
                this.codecs.clear();
            }
            this.codecs.put(schema, codec);
        }
        return codec;
    }

}
