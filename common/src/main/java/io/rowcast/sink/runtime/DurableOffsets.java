package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.operator.Reasons;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits offsets. While a rebalance is under way the group takes none, though most
 * partitions stay where they are: what is durable already is then committed when the
 * rebalance is over, or when the partition is taken away, so that nobody writes it again.
 * Thread-safe; a partition is with one thread at a time.
 */
final class DurableOffsets {

    private static final Logger log = LoggerFactory.getLogger(DurableOffsets.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<TopicPartition, OffsetAndMetadata> postponed = new ConcurrentHashMap<>();

    /**
     * Commits what is durable: now, or when a rebalance is over.
     * @throws TransientSinkException when it cannot be committed for another reason: the
     * partitions are opened again, where they were committed last
     */
    void commit(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        this.postponed.putAll(offsets);
        try {
            tryNow(consumer, of(consumer.assignment()));
        }
        catch (RebalanceInProgressException ex) {
            log.debug("{}: committed when the rebalance is over", offsets.keySet());
        }
    }

    /**
     * Commits what had to wait.
     * @return whether nothing has to wait any more; what cannot be committed at all is
     * written again by whoever opens the partition next
     */
    boolean settle(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> waiting = of(consumer.assignment());
        if (waiting.isEmpty()) {
            return true;
        }
        try {
            tryNow(consumer, waiting);
            return true;
        }
        catch (RebalanceInProgressException ex) {
            return false;
        }
        catch (TransientSinkException ex) {
            log.warn("{}: {}", waiting.keySet(), ex.getMessage());
            return true;
        }
    }

    /** The partitions go to another consumer. */
    void settle(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> waiting = of(revoked);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            tryNow(consumer, waiting);
        }
        catch (KafkaException | TransientSinkException ex) {
            log.warn("{}: written again by whoever has them next: {}", revoked, Reasons.of(ex));
            forget(revoked);
        }
    }

    /** The partitions are with another consumer. */
    void forget(Collection<TopicPartition> lost) {
        this.postponed.keySet().removeAll(lost);
    }

    private Map<TopicPartition, OffsetAndMetadata> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> waiting = new HashMap<>(this.postponed);
        waiting.keySet().retainAll(partitions);
        return waiting;
    }

    /**
     * Commits a writer's note to the next owner, which cannot wait: it fences one that is
     * no longer the owner.
     * @throws TransientSinkException where the partition is no longer this consumer's, or
     * that is not known because of a rebalance
     */
    void note(Consumer<?, ?> consumer, TopicPartition partition, long offset, String metadata) {
        commitNow(consumer, Map.of(partition, new OffsetAndMetadata(offset, metadata)));
        this.postponed.remove(partition);
    }

    private void tryNow(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, TIMEOUT);
        }
        catch (WakeupException | InterruptException | RebalanceInProgressException ex) {
            throw ex;
        }
        catch (KafkaException ex) {
            forget(offsets.keySet());
            throw failure(ex);
        }
        forget(offsets.keySet());
    }

    /**
     * Commits offsets that cannot wait.
     * @throws TransientSinkException when they cannot be committed now
     */
    static void commitNow(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, TIMEOUT);
        }
        catch (WakeupException | InterruptException ex) {
            throw ex;
        }
        catch (KafkaException ex) {
            throw failure(ex);
        }
    }

    private static TransientSinkException failure(KafkaException ex) {
        return new TransientSinkException("offsets cannot be committed: " + Reasons.of(ex), ex);
    }

}
