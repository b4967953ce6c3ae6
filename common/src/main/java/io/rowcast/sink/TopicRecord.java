package io.rowcast.sink;

import io.rowcast.record.RecordHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the topic. It is decoded when somebody asks for the row, once:
 * a writer that can use the bytes as they are never pays for decoding. Used by one thread
 * at a time.
 */
public final class TopicRecord {

    private final ConsumerRecord<byte[], byte[]> record;

    private final TopicPartition partition;

    private final RecordFormat format;

    private @Nullable SinkRecord decoded;

    /** The partition is given so that the records of a batch share one. */
    public TopicRecord(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, RecordFormat format) {
        this.record = record;
        this.partition = partition;
        this.format = format;
    }

    public TopicPartition partition() {
        return this.partition;
    }

    public long offset() {
        return this.record.offset();
    }

    /** Returns when ingest read the row, in milliseconds since 1970. */
    public long timestamp() {
        return this.record.timestamp();
    }

    /** Returns the key's bytes, null where there is none. */
    public byte @Nullable [] key() {
        return this.record.key();
    }

    /** Returns the value's bytes, null for a tombstone. */
    public byte @Nullable [] value() {
        return this.record.value();
    }

    public Headers headers() {
        return this.record.headers();
    }

    /** Whether the record deletes the row of its key. */
    public boolean isTombstone() {
        return this.record.value() == null;
    }

    /**
     * Returns the sequence that ingest gave the record, or -1 where another program wrote
     * it.
     */
    public long sequence() {
        return RecordHeaders.sequence(this.record.headers());
    }

    /**
     * Returns a number that grows with each change of a row: the sequence, or the offset
     * where there is none.
     */
    public long version() {
        long sequence = sequence();
        return (sequence >= 0) ? sequence : this.record.offset();
    }

    /**
     * Returns the database, schema and table that the row comes from, null where another
     * program wrote the record.
     */
    public @Nullable String source() {
        return RecordHeaders.text(this.record.headers(), RecordHeaders.SOURCE);
    }

    /**
     * Returns the fingerprint of the row's schema, null where another program wrote the
     * record.
     */
    public @Nullable String fingerprint() {
        return RecordHeaders.text(this.record.headers(), RecordHeaders.SCHEMA);
    }

    /**
     * Returns the row as one JSON object in UTF-8, without a line break. Not for
     * tombstones.
     * @throws UndecodableRecordException when the value is not a row
     * @throws TransientSinkException when the row's schema cannot be had now
     */
    public byte[] json() {
        return this.format.json(this.record);
    }

    /**
     * Returns the row, null for a tombstone.
     * @throws UndecodableRecordException when the value is not a row
     * @throws TransientSinkException when the row's schema cannot be had now
     */
    public @Nullable Struct row() {
        return (Struct) decoded().value();
    }

    /**
     * Returns the key: a {@link Struct} of the key columns, or what another program put
     * there; null where there is none.
     * @throws UndecodableRecordException when the record cannot be decoded
     * @throws TransientSinkException when the row's schema cannot be had now
     */
    public @Nullable Object keyObject() {
        return decoded().key();
    }

    /** Returns the record in Kafka Connect's data model; throws as {@link #row} does. */
    public SinkRecord decoded() {
        SinkRecord current = this.decoded;
        if (current == null) {
            current = this.format.decode(this.record);
            this.decoded = current;
        }
        return current;
    }

    /** Returns the record with everything that came with it. */
    public ConsumerRecord<byte[], byte[]> raw() {
        return this.record;
    }

    /** Returns topic, partition and offset. */
    @Override
    public String toString() {
        return this.partition + "@" + this.record.offset();
    }

}
