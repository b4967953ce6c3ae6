package io.rowcast.record;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A map as a JSON object where the keys are strings, otherwise as an array of
 * {@code [key, value]}.
 */
record MapCodec(ValueCodec keys, ValueCodec values, boolean stringKeys) implements ValueCodec.Codec {

    @Override
    public void write(JsonGenerator generator, Object value) {
        if (this.stringKeys) {
            generator.writeStartObject();
            ((Map<?, ?>) value).forEach((key, each) -> {
                generator.writeName((String) key);
                this.values.write(generator, each);
            });
            generator.writeEndObject();
            return;
        }
        generator.writeStartArray();
        ((Map<?, ?>) value).forEach((key, each) -> {
            generator.writeStartArray();
            this.keys.write(generator, key);
            this.values.write(generator, each);
            generator.writeEndArray();
        });
        generator.writeEndArray();
    }

    @Override
    public Object read(JsonInput input) {
        Map<Object, Object> map = new LinkedHashMap<>();
        JsonParser parser = input.parser();
        if (this.stringKeys) {
            require(parser.currentToken() == JsonToken.START_OBJECT);
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                map.put(name, this.values.read(input));
            }
            return map;
        }
        require(parser.currentToken() == JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
            Object key = this.keys.read(input);
            parser.nextToken();
            map.put(key, this.values.read(input));
            require(parser.nextToken() == JsonToken.END_ARRAY);
        }
        return map;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not a map");
        }
    }

}
