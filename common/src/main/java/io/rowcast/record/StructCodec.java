package io.rowcast.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;

/**
 * A row, or a structure inside one, as a JSON object with the fields in the order of the
 * schema.
 */
final class StructCodec implements ValueCodec.Codec {

    private final Schema schema;

    private final List<Field> fields;

    private final ValueCodec[] codecs;

    private final SerializedString[] names;

    private final Map<String, Integer> positions = new HashMap<>();

    StructCodec(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields();
        this.codecs = this.fields.stream().map(field -> ValueCodec.of(field.schema())).toArray(ValueCodec[]::new);
        this.names = this.fields.stream()
            .map(field -> new SerializedString(field.name()))
            .toArray(SerializedString[]::new);
        this.fields.forEach(field -> this.positions.put(field.name(), field.index()));
    }

    @Override
    public void write(JsonGenerator generator, Object value) {
        Struct struct = (Struct) value;
        generator.writeStartObject();
        for (int i = 0; i < this.codecs.length; i++) {
            generator.writeName(this.names[i]);
            this.codecs[i].write(generator, value(struct, this.fields.get(i)));
        }
        generator.writeEndObject();
    }

    /**
     * The default stands in for a value that must not be null; where null is allowed it
     * is a value like any other.
     */
    private static @Nullable Object value(Struct struct, Field field) {
        return field.schema().isOptional() ? struct.getWithoutDefault(field.name()) : struct.get(field);
    }

    @Override
    public Object read(JsonInput input) {
        JsonParser parser = input.parser();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("not an object");
        }
        Struct struct = new Struct(this.schema);
        int expected = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            int position = position(name, expected);
            if (position < 0) {
                parser.skipChildren();
                continue;
            }
            struct.put(this.fields.get(position), read(input, position));
            expected = position + 1;
        }
        requireComplete(struct);
        return struct;
    }

    private @Nullable Object read(JsonInput input, int position) {
        try {
            return this.codecs[position].read(input);
        }
        catch (DataException ex) {
            throw new DataException("field " + this.fields.get(position).name() + ": " + ex.getMessage());
        }
    }

    /** Fields mostly arrive in the schema's own order: then one comparison finds them. */
    private int position(String name, int expected) {
        if (expected < this.names.length && this.names[expected].getValue().equals(name)) {
            return expected;
        }
        return this.positions.getOrDefault(name, -1);
    }

    private void requireComplete(Struct struct) {
        for (Field field : this.fields) {
            if (struct.getWithoutDefault(field.name()) == null && !field.schema().isOptional()
                    && field.schema().defaultValue() == null) {
                throw new DataException("field " + field.name() + ": missing");
            }
        }
    }

}
