package io.rowcast.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a topic, their committed offsets and their dead letters. */
final class SimulatedTopic {

    private final Map<TopicPartition, List<Kind>> logs;

    private final Map<TopicPartition, CommittedOffset> committed = new TreeMap<>(
            (a, b) -> a.toString().compareTo(b.toString()));

    private final Set<String> deadLetters = new TreeSet<>();

    SimulatedTopic(Map<TopicPartition, List<Kind>> logs) {
        this.logs = logs;
        logs.keySet().forEach(partition -> this.committed.put(partition, new CommittedOffset(0, "")));
    }

    /** What stands at an offset. */
    enum Kind {

        ROW, TOMBSTONE, UNDECODABLE,

        /** The marker of a transaction, which readers never see. */
        MARKER

    }

    Set<TopicPartition> partitions() {
        return this.logs.keySet();
    }

    CommittedOffset committed(TopicPartition partition) {
        return this.committed.get(partition);
    }

    void commit(TopicPartition partition, long offset, String metadata) {
        if (offset < this.committed.get(partition).offset()) {
            throw new IllegalStateException(partition + " is committed backwards to " + offset);
        }
        this.committed.put(partition, new CommittedOffset(offset, metadata));
    }

    void deadLetter(TopicRecord record) {
        this.deadLetters.add(record.toString());
    }

    /** Adds up to {@code count} records to a batch and returns the position behind. */
    long poll(TopicPartition partition, long position, int count, List<TopicRecord> batch) {
        List<Kind> log = this.logs.get(partition);
        long next = position;
        int left = count;
        while (next < log.size() && (left > 0 || log.get((int) next) == Kind.MARKER)) {
            switch (log.get((int) next)) {
                case ROW -> batch.add(Rows.row(partition, next));
                case TOMBSTONE -> batch.add(Rows.tombstone(partition, next));
                case UNDECODABLE -> batch.add(Rows.undecodable(partition, next));
                case MARKER -> left++;
            }
            next++;
            left--;
        }
        return next;
    }

    long end(TopicPartition partition) {
        return this.logs.get(partition).size();
    }

    /** Returns the lines of all rows before an offset. */
    List<String> rows(TopicPartition partition, long before) {
        List<String> rows = new ArrayList<>();
        for (long offset = 0; offset < before; offset++) {
            if (this.logs.get(partition).get((int) offset) == Kind.ROW) {
                rows.add(Rows.lines(offset, offset + 1));
            }
        }
        return rows;
    }

    /** Whether each undecodable record before an offset is a dead letter. */
    boolean hasDeadLetters(TopicPartition partition, long before) {
        for (long offset = 0; offset < before; offset++) {
            if (this.logs.get(partition).get((int) offset) == Kind.UNDECODABLE
                    && !this.deadLetters.contains(Rows.row(partition, offset).toString())) {
                return false;
            }
        }
        return true;
    }

}
