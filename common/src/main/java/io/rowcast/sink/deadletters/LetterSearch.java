package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks for the newest dead letters of some partitions, from their ends backwards, for as
 * long as it may. Keeps nothing of them but what describes them. For one thread.
 */
final class LetterSearch {

    private static final Duration POLL = Duration.ofMillis(20);

    /**
     * Others wait meanwhile. Who asks does not wait for as long; the next has it sooner.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Comparator<LetterSummary> NEWEST_FIRST = Comparator.comparing(LetterSummary::time)
        .thenComparing(LetterSummary::offset)
        .reversed();

    private final Consumer<byte[], byte[]> consumer;

    private final Map<TopicPartition, TopicPartition> sources;

    private final BiPredicate<TopicPartition, DeadLetter> wanted;

    private final int limit;

    private final long deadlineNanos;

    private final Map<TopicPartition, List<LetterSummary>> found = new HashMap<>();

    /**
     * Has looked nowhere yet.
     * @param sources the partitions of dead letters, and under which names they are found
     * @param wanted which letters are meant
     * @param limit how many at the most
     */
    LetterSearch(Consumer<byte[], byte[]> consumer, Map<TopicPartition, TopicPartition> sources,
            BiPredicate<TopicPartition, DeadLetter> wanted, int limit, long deadlineNanos) {
        this.consumer = consumer;
        this.sources = sources;
        this.wanted = wanted;
        this.limit = limit;
        this.deadlineNanos = deadlineNanos;
    }

    /** Returns the newest, and whether there was the time to look everywhere. */
    Result newest() {
        List<TopicPartition> partitions = List.copyOf(this.sources.keySet());
        boolean isLate = System.nanoTime() - this.deadlineNanos > 0;
        if (partitions.isEmpty() || isLate) {
            return new Result(List.of(), !isLate);
        }
        this.consumer.assign(partitions);
        Map<TopicPartition, Long> first = this.consumer.beginningOffsets(partitions, TIMEOUT);
        Map<TopicPartition, Long> ends = new HashMap<>(this.consumer.endOffsets(partitions, TIMEOUT));
        partitions.forEach(partition -> this.found.put(partition, new ArrayList<>()));
        long window = this.limit;
        boolean inTime = true;
        while (inTime) {
            ends.entrySet()
                .removeIf(end -> end.getValue() <= first.get(end.getKey())
                        || this.found.get(end.getKey()).size() >= this.limit);
            if (ends.isEmpty()) {
                break;
            }
            Map<TopicPartition, Long> starts = new HashMap<>();
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                starts.put(end.getKey(), Math.max(first.get(end.getKey()), end.getValue() - window));
            }
            inTime = read(starts, ends);
            ends.putAll(starts);
            window *= 2;
        }
        List<LetterSummary> newest = this.found.values()
            .stream()
            .flatMap(List::stream)
            .sorted(NEWEST_FIRST)
            .limit(this.limit)
            .toList();
        return new Result(newest, inTime);
    }

    /** Reads from offsets up to others; returns whether there was the time. */
    private boolean read(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        this.consumer.assign(ends.keySet());
        starts.forEach(this.consumer::seek);
        while (ends.entrySet().stream().anyMatch(end -> this.consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() - this.deadlineNanos > 0) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                DeadLetter letter = new DeadLetter(record);
                if (record.offset() < ends.get(partition) && this.wanted.test(partition, letter)) {
                    this.found.get(partition)
                        .add(LetterSummary.of(letter, Objects.requireNonNull(this.sources.get(partition))));
                }
            }
        }
        return true;
    }

    /**
     * What was found.
     *
     * @param letters the newest first
     * @param complete whether there are no others that are newer
     */
    record Result(List<LetterSummary> letters, boolean complete) {
    }

}
