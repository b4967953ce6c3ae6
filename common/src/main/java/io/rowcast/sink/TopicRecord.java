package io.rowcast.sink;

import io.rowcast.record.RecordHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the topic, or as transformations have left it. It is decoded
 * when somebody asks for the row, once: a writer that can use the bytes as they are never
 * pays for decoding. Used by one thread at a time.
 */
public final class TopicRecord {

    private final ConsumerRecord<byte[], byte[]> record;

    private final TopicPartition partition;

    private final long offset;

    private final RecordFormat format;

    private final @Nullable TransformedRecord transformed;

    private @Nullable SinkRecord decoded;

    /** The partition is given so that the records of a batch share one. */
    public TopicRecord(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, RecordFormat format) {
        this(record, partition, record.offset(), format, null);
    }

    /**
     * A record that comes again from elsewhere, as a dead letter does.
     * @param record as it was read first, with the coordinates that it had then
     * @param partition where it is read now
     * @param offset its offset there
     */
    public TopicRecord(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, long offset,
            RecordFormat format) {
        this(record, partition, offset, format, null);
    }

    private TopicRecord(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, long offset,
            RecordFormat format, @Nullable TransformedRecord transformed) {
        this.record = record;
        this.partition = partition;
        this.offset = offset;
        this.format = format;
        this.transformed = transformed;
    }

    /**
     * Returns the record as transformations have left it. What they have not touched is
     * still the very bytes of the topic.
     * @param after what became of {@link #decoded()}
     */
    public TopicRecord transformed(SinkRecord after) {
        return new TopicRecord(this.record, this.partition, this.offset, this.format,
                new TransformedRecord(decoded(), after));
    }

    /** Returns the record as it came, without what was decoded of it. */
    public TopicRecord undecoded() {
        return new TopicRecord(this.record, this.partition, this.offset, this.format, null);
    }

    /** Returns the topic, which transformations may have changed. */
    public String topic() {
        return (this.transformed != null) ? this.transformed.after().topic() : this.record.topic();
    }

    /**
     * Returns where the record was read, whatever transformations made of it; that of a
     * dead letter topic where it comes again.
     */
    public TopicPartition partition() {
        return this.partition;
    }

    /** Returns the offset in {@link #partition()}. */
    public long offset() {
        return this.offset;
    }

    /**
     * Whether the record comes again from the dead letters: {@link #raw()} tells where it
     * was before.
     */
    public boolean isReplayed() {
        return !this.record.topic().equals(this.partition.topic());
    }

    /** Returns when ingest read the row, in milliseconds since 1970. */
    public long timestamp() {
        return this.record.timestamp();
    }

    /**
     * Returns the key as JSON in UTF-8, or as the text that another program made it; null
     * where there is none.
     * @throws UndecodableRecordException when it has no JSON
     * @throws TransientSinkException when the key's schema cannot be had now
     */
    public byte @Nullable [] key() {
        byte[] key = (this.transformed != null && this.transformed.hasNewKey()) ? null : this.format.key(this.record);
        return (key != null) ? key : (hasKey() ? RecordJson.key(decoded()) : null);
    }

    private boolean hasKey() {
        return (this.transformed != null) ? this.transformed.after().key() != null : this.record.key() != null;
    }

    public Headers headers() {
        return (this.transformed != null) ? this.transformed.headers() : this.record.headers();
    }

    /** Whether the record deletes the row of its key. */
    public boolean isTombstone() {
        return (this.transformed != null) ? this.transformed.after().value() == null : this.record.value() == null;
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
     * record or a transformation changed the schema.
     */
    public @Nullable String fingerprint() {
        return (this.transformed != null && this.transformed.hasNewSchema()) ? null
                : RecordHeaders.text(this.record.headers(), RecordHeaders.SCHEMA);
    }

    /**
     * Returns the row as one JSON object in UTF-8, without a line break. Not for
     * tombstones.
     * @throws UndecodableRecordException when the value is not a row
     * @throws TransientSinkException when the row's schema cannot be had now
     */
    public byte[] json() {
        byte[] json = (this.transformed != null && this.transformed.hasNewValue()) ? null
                : this.format.json(this.record);
        return (json != null) ? json : RecordJson.value(decoded());
    }

    /**
     * Returns the row, null for a tombstone.
     * @throws UndecodableRecordException when the value is not a row
     * @throws TransientSinkException when the row's schema cannot be had now
     */
    public @Nullable Struct row() {
        Object value = decoded().value();
        return (value != null) ? RecordJson.row(value) : null;
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
        if (this.transformed != null) {
            return this.transformed.after();
        }
        SinkRecord current = this.decoded;
        if (current == null) {
            current = this.format.decode(this.record);
            this.decoded = current;
        }
        return current;
    }

    /** Returns the record with everything that came with it first, untransformed. */
    public ConsumerRecord<byte[], byte[]> raw() {
        return this.record;
    }

    /** Returns topic, partition and offset. */
    @Override
    public String toString() {
        return this.partition + "@" + this.offset;
    }

}
