package io.rowcast.mysql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Batches of rows that are decoded already, for a writer without the runtime. */
final class GivenRecords implements RecordFormat {

    private static final byte[] SOMETHING = new byte[1];

    private final List<TopicRecord> records = new ArrayList<>();

    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final Map<ConsumerRecord<byte[], byte[]>, SinkRecord> decoded = new HashMap<>();

    /** Adds a record; a row that is null makes it a tombstone. */
    GivenRecords add(TopicPartition partition, long offset, @Nullable Struct key, @Nullable Struct row) {
        ConsumerRecord<byte[], byte[]> raw = new ConsumerRecord<>(partition.topic(), partition.partition(), offset,
                SOMETHING, (row != null) ? SOMETHING : null);
        this.decoded.put(raw,
                new SinkRecord(partition.topic(), partition.partition(), schema(key), key, schema(row), row, offset));
        this.records.add(new TopicRecord(raw, partition, this));
        this.positions.put(partition, offset + 1);
        return this;
    }

    /** Adds a dead letter of a partition; a row that is null makes it a tombstone. */
    GivenRecords letter(TopicPartition letters, long offset, TopicPartition source, long sourceOffset,
            @Nullable Struct key, @Nullable Struct row) {
        add(source, sourceOffset, key, row);
        TopicRecord original = this.records.removeLast();
        this.positions.remove(source);
        this.records.add(new TopicRecord(original.raw(), letters, offset, this));
        this.positions.put(letters, offset + 1);
        return this;
    }

    /** Moves a partition without a record, as the marker of a transaction does. */
    GivenRecords position(TopicPartition partition, long next) {
        this.positions.put(partition, next);
        return this;
    }

    SinkBatch batch() {
        return new SinkBatch(this.records, this.positions, (partition, offset, metadata) -> {
        });
    }

    @Override
    public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) {
        SinkRecord known = this.decoded.get(record);
        if (known == null) {
            throw new UndecodableRecordException("not given", null);
        }
        return known;
    }

    @Override
    public byte[] json(ConsumerRecord<byte[], byte[]> record) {
        throw new UnsupportedOperationException();
    }

    private static @Nullable Schema schema(@Nullable Struct struct) {
        return (struct != null) ? struct.schema() : null;
    }

}
