package io.rowcast.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads a one-dimensional array as PostgreSQL prints it: {@code {1,NULL,"a b"}}. Elements
 * that hold anything special are quoted, a quote or backslash inside follows a backslash.
 *
 * @see <a href="https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">Array
 * Input and Output Syntax</a>
 */
final class ArrayText {

    private final String text;

    private int at = 1;

    private ArrayText(String text) {
        this.text = text;
    }

    static List<@Nullable Object> parse(String text, Function<String, Object> element) {
        if (!text.startsWith("{")) {
            throw new UnrepresentableValueException("an array whose indices do not begin with 1");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        ArrayText reader = new ArrayText(text);
        while (reader.at < text.length() - 1) {
            char character = text.charAt(reader.at);
            if (character == '{') {
                throw new UnrepresentableValueException("an array of more than one dimension");
            }
            if (character == '"') {
                elements.add(element.apply(reader.quoted()));
            }
            else {
                String plain = reader.plain();
                elements.add(plain.equals("NULL") ? null : element.apply(plain));
            }
            // The comma.
            reader.at++;
        }
        return elements;
    }

    private String plain() {
        int end = this.text.indexOf(',', this.at);
        String plain = this.text.substring(this.at, (end < 0) ? this.text.length() - 1 : end);
        this.at += plain.length();
        return plain;
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        for (this.at++; this.text.charAt(this.at) != '"'; this.at++) {
            if (this.text.charAt(this.at) == '\\') {
                this.at++;
            }
            element.append(this.text.charAt(this.at));
        }
        this.at++;
        return element.toString();
    }

}
