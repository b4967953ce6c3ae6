package io.rowcast.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

/**
 * Records to write, in offset order within each partition, and the position of each
 * partition behind them.
 *
 * @param records may be empty, see {@link SinkWriter#write}
 * @param positions for each partition of the records, and others whose position moves:
 * the next offset to read once the batch is written. It is behind the last record and
 * behind what stands between records, such as the markers of transactions and dead
 * letters
 * @param committer commits offsets with metadata
 */
public record SinkBatch(List<TopicRecord> records, Map<TopicPartition, Long> positions, OffsetCommitter committer) {

    public SinkBatch {
        records = List.copyOf(records);
        positions = Map.copyOf(positions);
    }

    /**
     * Commits an offset and a text with it before the batch is done, for a writer that
     * has to leave a note for whoever opens the partition next. Only to be called while
     * the batch is being written, on the same thread.
     * @throws TransientSinkException when the partition is no longer this consumer's, or
     * the broker is away
     */
    public void commit(TopicPartition partition, long offset, String metadata) {
        this.committer.commit(partition, offset, metadata);
    }

    /**
     * Decodes every row, and every key, so that a writer finds all records that cannot be
     * decoded at once.
     * @throws SinkRejectionException naming the records that cannot be decoded
     */
    public void decode() {
        List<Rejection> rejections = new ArrayList<>();
        for (TopicRecord record : this.records) {
            try {
                record.row();
            }
            catch (UndecodableRecordException ex) {
                rejections.add(new Rejection(record, ex));
            }
        }
        if (!rejections.isEmpty()) {
            throw new SinkRejectionException(rejections);
        }
    }

    /** Returns this batch without some of its records; the positions stay. */
    public SinkBatch without(List<TopicRecord> excluded) {
        Set<TopicRecord> set = new HashSet<>(excluded);
        return new SinkBatch(this.records.stream().filter(record -> !set.contains(record)).toList(), this.positions,
                this.committer);
    }

    /** Returns the first half, with positions that end before the second half. */
    public SinkBatch firstHalf() {
        int middle = this.records.size() / 2;
        Map<TopicPartition, Long> ends = new HashMap<>();
        this.records.subList(0, middle)
            .forEach(record -> ends.put(record.partition(), this.positions.get(record.partition())));
        for (TopicRecord record : this.records.subList(middle, this.records.size()).reversed()) {
            ends.computeIfPresent(record.partition(), (partition, end) -> record.offset());
        }
        return new SinkBatch(this.records.subList(0, middle), ends, this.committer);
    }

    /** Returns the second half, with all positions of this batch. */
    public SinkBatch secondHalf() {
        return new SinkBatch(this.records.subList(this.records.size() / 2, this.records.size()), this.positions,
                this.committer);
    }

    /** Commits offsets of the consumer that read a batch. */
    @FunctionalInterface
    public interface OffsetCommitter {

        /** See {@link SinkBatch#commit}. */
        void commit(TopicPartition partition, long offset, String metadata);

    }

}
