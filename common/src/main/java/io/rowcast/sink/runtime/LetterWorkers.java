package io.rowcast.sink.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Does what operators ask of the dead letters of this service's partitions: whoever owns
 * a partition owns its dead letters. Thread-safe.
 */
final class LetterWorkers {

    private final Map<TopicPartition, LetterWorker> workers = new ConcurrentHashMap<>();

    private final LetterOperations operations;

    private final OperationsWriter writer;

    private final LetterParts parts;

    private final PartitionFailures failures;

    LetterWorkers(LetterOperations operations, OperationsWriter writer, LetterParts parts, PartitionFailures failures) {
        this.operations = operations;
        this.writer = writer;
        this.parts = parts;
        this.failures = failures;
    }

    /**
     * Goes on with the jobs of a consumer's partitions. A failure is one of the
     * partition: what the target does not take as a letter it would not take otherwise.
     */
    void step(Consumer<?, ?> consumer, List<OwnedPartition> owned) {
        for (OwnedPartition each : owned) {
            try {
                step(consumer, each);
            }
            catch (WakeupException | InterruptException ex) {
                throw ex;
            }
            catch (RuntimeException ex) {
                release(List.of(each.partition()));
                this.failures.failed(consumer, List.of(each), ex);
            }
        }
    }

    private void step(Consumer<?, ?> consumer, OwnedPartition owned) {
        TopicPartition partition = owned.partition();
        LetterWorker worker = this.workers.get(partition);
        boolean isWell = owned.isOpen() && owned.failures() == 0;
        if (worker != null && (!isWell || !worker.isFor(owned))) {
            release(Set.of(partition));
            worker = null;
        }
        boolean isAsked = this.operations.next(partition).isPresent();
        if (isWell && (isAsked || this.operations.ledger(partition).runs())) {
            this.workers.computeIfAbsent(partition, none -> worker(owned)).step(consumer);
        }
        else if (worker != null) {
            release(Set.of(partition));
        }
        else if (owned.isOperable() && this.operations.isCancelled(partition)) {
            worker(owned).cancel();
        }
    }

    private LetterWorker worker(OwnedPartition owned) {
        return new LetterWorker(owned, new LetterBook(owned.partition(), this.operations, this.writer), this.parts);
    }

    /** Forgets partitions. */
    void release(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            LetterWorker worker = this.workers.remove(partition);
            if (worker != null) {
                worker.release();
            }
        }
    }

}
