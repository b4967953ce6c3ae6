package io.rowcast.connect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.rowcast.record.RecordHeaders;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers as transformations see them: {@code rowcast.sequence} is a number, any other
 * text where its bytes are UTF-8 and bytes where they are not. A header that nobody
 * changes gets its very bytes back.
 */
public final class HeaderBytes {

    private HeaderBytes() {
    }

    /** Returns the headers of a Kafka record in Kafka Connect's data model. */
    public static ConnectHeaders read(Headers headers) {
        ConnectHeaders read = new ConnectHeaders();
        for (Header header : headers) {
            read.add(header.key(), value(header));
        }
        return read;
    }

    private static SchemaAndValue value(Header header) {
        byte[] bytes = header.value();
        if (bytes == null) {
            return SchemaAndValue.NULL;
        }
        if (header.key().equals(RecordHeaders.SEQUENCE) && bytes.length == Long.BYTES) {
            return new SchemaAndValue(Schema.INT64_SCHEMA, ByteBuffer.wrap(bytes).getLong());
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new SchemaAndValue(Schema.STRING_SCHEMA, text);
        }
        catch (CharacterCodingException ex) {
            return new SchemaAndValue(Schema.BYTES_SCHEMA, bytes);
        }
    }

    /**
     * Adds headers to those of a Kafka record. What is neither text nor bytes is written
     * as text.
     */
    public static void write(org.apache.kafka.connect.header.Headers headers, Headers target) {
        for (org.apache.kafka.connect.header.Header header : headers) {
            target.add(header.key(), bytes(header));
        }
    }

    private static byte @Nullable [] bytes(org.apache.kafka.connect.header.Header header) {
        return switch (header.value()) {
            case null -> null;
            case byte[] bytes -> bytes;
            case ByteBuffer buffer -> {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                yield bytes;
            }
            case Long sequence when header.key().equals(RecordHeaders.SEQUENCE) -> RecordHeaders.sequence(sequence);
            case Object value ->
                String.valueOf(Values.convertToString(header.schema(), value)).getBytes(StandardCharsets.UTF_8);
        };
    }

}
