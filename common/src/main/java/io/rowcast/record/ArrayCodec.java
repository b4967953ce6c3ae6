package io.rowcast.record;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** A list as a JSON array. */
record ArrayCodec(ValueCodec elements) implements ValueCodec.Codec {

    @Override
    public void write(JsonGenerator generator, Object value) {
        generator.writeStartArray();
        for (Object element : (List<?>) value) {
            this.elements.write(generator, element);
        }
        generator.writeEndArray();
    }

    @Override
    public Object read(JsonInput input) {
        if (input.parser().currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("not an array");
        }
        List<Object> list = new ArrayList<>();
        while (input.parser().nextToken() != JsonToken.END_ARRAY) {
            list.add(this.elements.read(input));
        }
        return list;
    }

}
