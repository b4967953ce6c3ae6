package io.rowcast.endtoend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.rowcast.quickstart.RowStore;
import io.rowcast.quickstart.TopicStore;
import org.jspecify.annotations.Nullable;

/**
 * The sequence that ingest gave to each row, told by the topic, and how often it has
 * arrived where.
 */
final class Sequences {

    private final Map<String, Long> sequenceOfRow = new HashMap<>();

    private final Map<Long, Integer> inTopic = new HashMap<>();

    Sequences(TopicStore topic) {
        topic.readSequences((row, sequence) -> {
            this.sequenceOfRow.put(index(row), sequence);
            this.inTopic.merge(sequence, 1, Integer::sum);
        });
    }

    /** Returns which of the sequences from 1 on are not in the topic exactly once. */
    List<Long> notOnceInTopic() {
        return notOnce(this.inTopic);
    }

    /**
     * Returns which of the sequences of the topic are not in a store exactly once. A row
     * that the topic does not have counts as sequence 0.
     */
    List<Long> notOnceIn(RowStore store) throws Exception {
        Map<Long, Integer> found = new HashMap<>();
        store.read(row -> found.merge(this.sequenceOfRow.getOrDefault(index(row), 0L), 1, Integer::sum));
        return notOnce(found);
    }

    private List<Long> notOnce(Map<Long, Integer> found) {
        long last = this.inTopic.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        return LongStream.rangeClosed(0, last)
            .filter(sequence -> found.getOrDefault(sequence, 0) != ((sequence > 0) ? 1 : 0))
            .boxed()
            .toList();
    }

    private static String index(Map<String, @Nullable String> row) {
        return String.valueOf(row.get("index"));
    }

}
