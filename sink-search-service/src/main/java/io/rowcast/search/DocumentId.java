package io.rowcast.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.rowcast.sink.TopicRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code _id} of a record's document. Read off the bytes of the key, without the
 * row's schema.
 * <ul>
 * <li>A key of one column: its value, as {@code 42} of <code>{"index":42}</code>.</li>
 * <li>A key of several columns, or of one that is null, empty, an object or an array: the
 * JSON text of the key.</li>
 * <li>A key in the envelope of Kafka Connect's JsonConverter: the same of its
 * payload.</li>
 * <li>A key that is a JSON string: the string. Any other key: its text.</li>
 * <li>No key, or null: {@code <rowcast.source>-<rowcast.sequence>}, or
 * {@code <topic>-<partition>-<offset>} where the record has no such headers.</li>
 * </ul>
 */
final class DocumentId {

    /** Elasticsearch's own limit. */
    static final int MAX_BYTES = 512;

    private static final int MAX_BYTES_OF_CHAR = 3;

    private static final JsonFactory JSON = new JsonFactory();

    private DocumentId() {
    }

    /**
     * Returns the id.
     * @throws DocumentRejectedException for a delete that names no row, and for an id
     * that is too long for Elasticsearch
     */
    static String of(TopicRecord record) {
        byte[] key = record.key();
        String id = (key != null) ? ofKey(key) : null;
        if (id == null && record.isTombstone()) {
            throw new DocumentRejectedException("a delete without a key names no row");
        }
        if (id == null) {
            return coordinates(record);
        }
        if (id.length() * MAX_BYTES_OF_CHAR > MAX_BYTES) {
            checkLength(id.getBytes(StandardCharsets.UTF_8).length);
        }
        return id;
    }

    private static void checkLength(int bytes) {
        if (bytes > MAX_BYTES) {
            throw new DocumentRejectedException("the key makes an _id of " + bytes + " bytes, Elasticsearch takes "
                    + MAX_BYTES + "; choose shorter columns with key-columns at the source");
        }
    }

    private static String coordinates(TopicRecord record) {
        String source = record.source();
        return (source != null && record.sequence() >= 0) ? source + "-" + record.sequence()
                : record.raw().topic() + "-" + record.raw().partition() + "-" + record.raw().offset();
    }

    /** Returns null where the key says that there is none. */
    private static @Nullable String ofKey(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), key)) {
            String id = switch (parser.nextToken()) {
                case START_OBJECT -> ofObject(parser, key, text);
                case VALUE_STRING -> parser.getString();
                case VALUE_NULL -> null;
                case null, default -> text;
            };
            if (id == null) {
                return null;
            }
            return (id.isEmpty() || parser.nextToken() != null) ? emptyToNull(text) : id;
        }
        catch (JacksonException ex) {
            return emptyToNull(text);
        }
    }

    private static @Nullable String ofObject(JsonParser parser, byte[] key, String text) {
        String first = parser.nextName();
        JsonToken token = parser.nextToken();
        if (first == null || token == null) {
            return text;
        }
        if (token == JsonToken.START_OBJECT && "schema".equals(first)) {
            parser.skipChildren();
            return "payload".equals(parser.nextName()) ? ofPayload(parser, key, text) : text;
        }
        String value = (token.isScalarValue() && token != JsonToken.VALUE_NULL) ? parser.getString() : text;
        return (parser.nextToken() == JsonToken.END_OBJECT) ? value : text;
    }

    private static @Nullable String ofPayload(JsonParser parser, byte[] key, String text) {
        parser.nextToken();
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.finishToken();
        parser.skipChildren();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        return (parser.nextToken() == JsonToken.END_OBJECT) ? ofKey(Arrays.copyOfRange(key, start, end)) : text;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

}
