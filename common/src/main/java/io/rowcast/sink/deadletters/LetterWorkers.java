package io.rowcast.sink.deadletters;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Does what operators ask of the dead letters of this service's partitions: whoever owns
 * a partition owns its dead letters. Thread-safe.
 */
public final class LetterWorkers {

    private final Map<TopicPartition, LetterWorker> workers = new ConcurrentHashMap<>();

    private final LetterOperations operations;

    private final LetterStore store;

    private final LetterParts parts;

    LetterWorkers(LetterOperations operations, LetterStore store, LetterParts parts) {
        this.operations = operations;
        this.store = store;
        this.parts = parts;
    }

    /**
     * Goes on with the job of a partition that is open and well, as far as that takes no
     * waiting for what others do.
     * @throws RuntimeException for whatever reason the target or the broker does not let
     * it; the partition is to {@link #rest} then, because what the target does not take
     * as a letter it would not take otherwise
     */
    public void step(Consumer<?, ?> consumer, TopicPartition partition) {
        if (this.operations.next(partition).isPresent() || this.operations.ledger(partition).runs()) {
            this.workers.computeIfAbsent(partition, this::worker).step(consumer);
        }
        else if (this.workers.containsKey(partition)) {
            release(Set.of(partition));
            consumer.resume(Set.of(partition));
        }
    }

    /**
     * A partition is not open, or not well: nothing is written.
     * @param isKnown whether it is known what operators have asked of it
     */
    public void rest(TopicPartition partition, boolean isKnown) {
        release(Set.of(partition));
        if (isKnown && this.operations.isCancelled(partition)) {
            worker(partition).cancel();
        }
    }

    private LetterWorker worker(TopicPartition partition) {
        return new LetterWorker(partition, new LetterBook(partition, this.operations, this.store), this.parts);
    }

    /** Forgets partitions. */
    public void release(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            LetterWorker worker = this.workers.remove(partition);
            if (worker != null) {
                worker.release();
            }
        }
    }

}
