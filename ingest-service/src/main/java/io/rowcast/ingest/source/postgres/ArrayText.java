package io.rowcast.ingest.source.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.rowcast.ingest.source.UnrepresentableValueException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an array as PostgreSQL prints it: {@code {1,NULL,"a b"}}. Elements that hold
 * anything special are quoted, a quote or backslash inside follows a backslash. Further
 * dimensions are arrays inside; where indices do not begin with 1 they come first:
 * {@code [0:1]={1,2}}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">Array
 * Input and Output Syntax</a>
 */
final class ArrayText {

    private final String text;

    private final char delimiter;

    private int at;

    private ArrayText(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /**
     * Returns the elements of an array of one dimension.
     * @throws UnrepresentableValueException when it has more of them, or its indices do
     * not begin with 1
     */
    static List<@Nullable Object> list(String text, char delimiter, Function<String, Object> element) {
        if (text.charAt(0) != '{') {
            throw new UnrepresentableValueException("an array whose indices do not begin with 1");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        ArrayText reader = new ArrayText(text, delimiter);
        for (reader.at++; reader.at < text.length() - 1; reader.at++) {
            if (text.charAt(reader.at) == '{') {
                throw new UnrepresentableValueException("an array of more than one dimension");
            }
            String each = reader.element();
            elements.add((each != null) ? element.apply(each) : null);
        }
        return elements;
    }

    /**
     * Returns any array as a JSON text: nested arrays, or what PostgreSQL prints as a
     * string where these would not tell it all, because indices do not begin with 1 or an
     * element is the JSON value null.
     * @param element makes an element to JSON
     * @param string makes a string to JSON
     */
    static String json(String text, char delimiter, UnaryOperator<String> element, UnaryOperator<String> string) {
        if (text.charAt(0) != '{') {
            return string.apply(text);
        }
        StringBuilder json = new StringBuilder(text.length());
        ArrayText reader = new ArrayText(text, delimiter);
        while (reader.at < text.length()) {
            char character = text.charAt(reader.at);
            if (character == '{' || character == '}') {
                json.append((character == '{') ? '[' : ']');
                reader.at++;
            }
            else if (character == delimiter) {
                json.append(',');
                reader.at++;
            }
            else {
                String each = reader.element();
                String value = (each != null) ? element.apply(each) : "null";
                if (each != null && value.equals("null")) {
                    return string.apply(text);
                }
                json.append(value);
            }
        }
        return json.toString();
    }

    /** Returns the element and moves behind it; null for NULL. */
    private @Nullable String element() {
        if (this.text.charAt(this.at) == '"') {
            return quoted();
        }
        int from = this.at;
        while (this.text.charAt(this.at) != this.delimiter && this.text.charAt(this.at) != '}') {
            this.at++;
        }
        String plain = this.text.substring(from, this.at);
        return plain.equals("NULL") ? null : plain;
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
