package io.rowcast.ingest.source.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads an hstore as PostgreSQL prints it: {@code "a"=>"1", "b"=>NULL}. Keys and values
 * are always quoted, a quote or backslash inside follows a backslash.
 */
final class HstoreText {

    private static final int ARROW = "=>".length();

    private static final int COMMA = ", ".length();

    private final String text;

    private int at;

    private HstoreText(String text) {
        this.text = text;
    }

    static Map<String, @Nullable String> parse(String text) {
        Map<String, @Nullable String> pairs = new LinkedHashMap<>();
        HstoreText reader = new HstoreText(text);
        while (reader.at < text.length()) {
            String key = reader.quoted();
            reader.at += ARROW;
            pairs.put(key, reader.value());
            reader.at += COMMA;
        }
        return pairs;
    }

    private @Nullable String value() {
        if (this.text.charAt(this.at) == '"') {
            return quoted();
        }
        this.at += "NULL".length();
        return null;
    }

    private String quoted() {
        StringBuilder string = new StringBuilder();
        for (this.at++; this.text.charAt(this.at) != '"'; this.at++) {
            if (this.text.charAt(this.at) == '\\') {
                this.at++;
            }
            string.append(this.text.charAt(this.at));
        }
        this.at++;
        return string.toString();
    }

}
