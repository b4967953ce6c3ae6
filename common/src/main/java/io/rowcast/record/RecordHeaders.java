package io.rowcast.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record that ingest wrote, see {@code docs/architecture.md}. Records of
 * other writers have none of them.
 */
public final class RecordHeaders {

    /**
     * Fingerprint of the value's schema, 16 hexadecimal digits in ASCII, key of the
     * schema in the schema topic.
     */
    public static final String SCHEMA = "rowcast.schema";

    /**
     * 8 bytes, big-endian; grows by one with each record of a table, across partitions.
     */
    public static final String SEQUENCE = "rowcast.sequence";

    /** {@code database.schema.table} in UTF-8. */
    public static final String SOURCE = "rowcast.source";

    /**
     * One ASCII letter: {@code r} backfill, {@code c} insert or update seen by polling,
     * {@code d} delete.
     */
    public static final String OP = "rowcast.op";

    private RecordHeaders() {
    }

    /**
     * Reads {@link #SEQUENCE}.
     * @return the sequence, or -1 where the record has none
     */
    public static long sequence(Headers headers) {
        Header header = headers.lastHeader(SEQUENCE);
        return (header != null && header.value().length == Long.BYTES) ? ByteBuffer.wrap(header.value()).getLong() : -1;
    }

    /** Returns the bytes of a {@link #SEQUENCE} header. */
    public static byte[] sequence(long sequence) {
        return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    }

    /** Returns the last header of that name as text, or null where there is none. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
    }

}
