package io.rowcast.record;

import java.nio.charset.StandardCharsets;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A parser together with the bytes that it reads, so that an embedded JSON value can be
 * taken out as it stands.
 */
record JsonInput(JsonParser parser, byte[] bytes) {

    /** Returns the text of the value that the parser stands on and moves to its end. */
    String raw() {
        JsonToken token = this.parser.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int start = Math.toIntExact(this.parser.currentTokenLocation().getByteOffset());
            this.parser.skipChildren();
            int end = Math.toIntExact(this.parser.currentTokenLocation().getByteOffset()) + 1;
            return new String(this.bytes, start, end - start, StandardCharsets.UTF_8);
        }
        if (token == JsonToken.VALUE_STRING) {
            int start = Math.toIntExact(this.parser.currentTokenLocation().getByteOffset());
            this.parser.finishToken();
            int end = Math.toIntExact(this.parser.currentLocation().getByteOffset());
            return new String(this.bytes, start, end - start, StandardCharsets.UTF_8);
        }
        return this.parser.getString();
    }

}
