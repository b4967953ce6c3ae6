package io.rowcast.sink.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.rowcast.operator.PipelineStatus;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.deadletters.DeadLetters;
import io.rowcast.sink.deadletters.LetterWorkers;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * The partitions of all consumers of this service. A new one is paused: nothing of it is
 * read before the writer has opened it. Thread-safe.
 */
final class OwnedPartitions implements ConsumerAwareRebalanceListener {

    private final Map<TopicPartition, OwnedPartition> partitions = new ConcurrentHashMap<>();

    /**
     * Whose each is: one that was lost may be with another before its loss is noticed.
     */
    private final Map<TopicPartition, Consumer<?, ?>> consumers = new ConcurrentHashMap<>();

    private final SinkWriter writer;

    private final LetterWorkers letters;

    private final DeadLetters deadLetters;

    private final SinkMetrics metrics;

    private final int window;

    private final DurableOffsets offsets = new DurableOffsets();

    /**
     * None yet.
     * @param window how many records of a partition count as recent
     */
    OwnedPartitions(SinkWriter writer, LetterWorkers letters, DeadLetters deadLetters, SinkMetrics metrics,
            int window) {
        this.writer = writer;
        this.letters = letters;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.window = window;
    }

    /** Returns those of one consumer. */
    Stream<OwnedPartition> of(Consumer<?, ?> consumer) {
        return consumer.assignment()
            .stream()
            .filter(partition -> this.consumers.get(partition) == consumer)
            .map(this.partitions::get)
            .filter(Objects::nonNull);
    }

    OwnedPartition get(TopicPartition partition) {
        return Objects.requireNonNull(this.partitions.get(partition), () -> partition + " is not assigned");
    }

    /** Returns what commits their offsets. */
    DurableOffsets offsets() {
        return this.offsets;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        consumer.pause(assigned);
        for (TopicPartition partition : assigned) {
            OwnedPartition owned = new OwnedPartition(partition, this.window);
            this.deadLetters.forget(partition);
            this.consumers.put(partition, consumer);
            this.partitions.put(partition, owned);
            this.metrics.watch(owned);
        }
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        this.offsets.settle(consumer, revoked);
        release(consumer, revoked);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> lost) {
        this.offsets.forget(lost);
        release(consumer, lost);
    }

    private void release(Consumer<?, ?> consumer, Collection<TopicPartition> gone) {
        List<TopicPartition> own = gone.stream().filter(each -> this.consumers.remove(each, consumer)).toList();
        this.writer.release(own);
        this.letters.release(own);
        for (TopicPartition partition : own) {
            OwnedPartition owned = this.partitions.remove(partition);
            if (owned != null) {
                this.metrics.forget(owned);
            }
        }
    }

    /** Returns those of all consumers. */
    Stream<OwnedPartition> all() {
        return this.partitions.values().stream();
    }

    List<PipelineStatus> statuses() {
        return this.partitions.values()
            .stream()
            .map(OwnedPartition::status)
            .sorted(Comparator.comparing(PipelineStatus::name))
            .toList();
    }

}
