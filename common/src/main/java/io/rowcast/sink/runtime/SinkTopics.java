package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.rowcast.sink.deadletters.SourceTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * The topics that this service reads, and the partitions that they have, whoever owns
 * them. Thread-safe.
 */
final class SinkTopics implements SourceTopics {

    /** As often as the consumers look for new topics. */
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<String> names;

    private final Pattern pattern;

    private volatile Map<String, Integer> partitions = Map.of();

    private long refreshedNanos = System.nanoTime() - REFRESH_NANOS;

    /**
     * Knows of no partitions yet.
     * @param names the topics; without any, all that begin with the prefix, dead letters
     * of any service excepted
     */
    SinkTopics(List<String> names, String prefix) {
        this.names = List.copyOf(names);
        this.pattern = Pattern.compile(Pattern.quote(prefix) + ".*(?<!\\.dlq)");
    }

    /** Returns what a listener container has to subscribe to. */
    ContainerProperties container() {
        return this.names.isEmpty() ? new ContainerProperties(this.pattern)
                : new ContainerProperties(this.names.toArray(String[]::new));
    }

    @Override
    public Set<TopicPartition> partitions() {
        Predicate<String> isRead = this.names.isEmpty() ? this.pattern.asMatchPredicate() : this.names::contains;
        return this.partitions.entrySet()
            .stream()
            .filter(topic -> isRead.test(topic.getKey()))
            .flatMap(topic -> partitions(topic.getKey(), topic.getValue()))
            .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(partition -> new TopicPartition(topic, partition));
    }

    @Override
    public int partitionCount(String topic) {
        return this.partitions.getOrDefault(topic, 0);
    }

    private synchronized void replace(Map<String, Integer> counts) {
        this.partitions = counts;
    }

    @Override
    public synchronized void created(String topic, int count) {
        Map<String, Integer> more = new HashMap<>(this.partitions);
        more.put(topic, count);
        this.partitions = Map.copyOf(more);
    }

    /** Asks the broker when it is time; for one thread. */
    void refresh(Consumer<?, ?> consumer) {
        long now = System.nanoTime();
        if (now - this.refreshedNanos < REFRESH_NANOS) {
            return;
        }
        Map<String, List<PartitionInfo>> topics = consumer.listTopics(TIMEOUT);
        Map<String, Integer> counts = topics.entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, topic -> topic.getValue().size()));
        replace(counts);
        this.refreshedNanos = now;
    }

}
