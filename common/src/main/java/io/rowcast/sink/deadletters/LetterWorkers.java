package io.rowcast.sink.deadletters;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Does what operators ask of the dead letters of this service's partitions: whoever owns
 * a partition owns its dead letters, and some that are nobody's. Thread-safe.
 */
public final class LetterWorkers {

    /** By whose letters they deal with. */
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
        for (TopicPartition source : this.parts.sources(partition)) {
            if (this.operations.next(source).isPresent() || this.operations.ledger(source).runs()) {
                workerOf(source, partition).step(consumer);
            }
            else if (this.workers.containsKey(source)) {
                release(source);
                consumer.resume(Set.of(partition));
            }
        }
    }

    /**
     * A partition is not open, or not well: nothing is written.
     * @param isKnown whether it is known what operators have asked of it
     */
    public void rest(TopicPartition partition, boolean isKnown) {
        release(Set.of(partition));
        for (TopicPartition source : this.parts.sources(partition)) {
            if (isKnown && this.operations.isCancelled(source)) {
                worker(source, partition).cancel();
            }
        }
    }

    private LetterWorker workerOf(TopicPartition source, TopicPartition host) {
        LetterWorker known = this.workers.get(source);
        if (known != null && known.host().equals(host)) {
            return known;
        }
        release(source);
        LetterWorker made = worker(source, host);
        this.workers.put(source, made);
        return made;
    }

    private LetterWorker worker(TopicPartition source, TopicPartition host) {
        return new LetterWorker(source, host, new LetterBook(source, this.operations, this.store), this.parts);
    }

    /** Forgets partitions. */
    public void release(Collection<TopicPartition> partitions) {
        this.workers.forEach((source, worker) -> {
            if (partitions.contains(worker.host())) {
                release(source);
            }
        });
    }

    private void release(TopicPartition source) {
        LetterWorker worker = this.workers.remove(source);
        if (worker != null) {
            worker.release();
        }
    }

}
