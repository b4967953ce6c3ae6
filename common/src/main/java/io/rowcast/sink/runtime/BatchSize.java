package io.rowcast.sink.runtime;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Cuts a batch into parts that are written one after the other, so that no more of it
 * than one part is decoded at a time.
 *
 * @param maxBytes keys and values of a part; a larger record is a part of its own
 */
record BatchSize(long maxBytes) {

    /** Returns the parts in order; all of the batch as it is where it is small enough. */
    Iterable<SinkBatch> parts(SinkBatch batch) {
        return (end(batch.records(), 0) == batch.records().size()) ? List.of(batch) : () -> new Parts(batch);
    }

    /** Returns the end of the part that begins somewhere. */
    private int end(List<TopicRecord> records, int from) {
        long bytes = 0;
        for (int i = from; i < records.size(); i++) {
            bytes += Math.max(0, records.get(i).raw().serializedKeySize())
                    + Math.max(0, records.get(i).raw().serializedValueSize());
            if (bytes > this.maxBytes && i > from) {
                return i;
            }
        }
        return records.size();
    }

    /** Each part has records of its own: what was decoded goes with it. */
    private final class Parts implements Iterator<SinkBatch> {

        private final SinkBatch batch;

        private int next;

        Parts(SinkBatch batch) {
            this.batch = batch;
        }

        @Override
        public boolean hasNext() {
            return this.next < this.batch.records().size();
        }

        @Override
        public SinkBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<TopicRecord> records = this.batch.records();
            int from = this.next;
            this.next = end(records, from);
            return new SinkBatch(records.subList(from, this.next).stream().map(TopicRecord::undecoded).toList(),
                    positions(records, from), this.batch.committer());
        }

        /** A partition stands where its first record behind the part begins. */
        private Map<TopicPartition, Long> positions(List<TopicRecord> records, int from) {
            if (this.next == records.size()) {
                return this.batch.positions();
            }
            Map<TopicPartition, Long> positions = new HashMap<>();
            for (TopicRecord record : records.subList(from, this.next)) {
                positions.put(record.partition(), this.batch.positions().get(record.partition()));
            }
            for (TopicRecord behind : records.subList(this.next, records.size()).reversed()) {
                positions.computeIfPresent(behind.partition(), (partition, end) -> behind.offset());
            }
            return positions;
        }

    }

}
