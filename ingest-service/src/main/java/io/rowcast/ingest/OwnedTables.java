package io.rowcast.ingest;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.operator.Pipeline;
import io.rowcast.operator.PipelineStatus;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Starts and stops the workers as the group hands out the partitions of the cursors
 * topic. Nothing here waits: a rebalance must not depend on the database. Whatever a
 * worker still does when its partition is with another is fenced. Thread-safe.
 */
final class OwnedTables implements ConsumerAwareRebalanceListener, Pipeline {

    private final Workers workers;

    private final Map<Integer, PartitionWorker> owned = new HashMap<>();

    private final Map<Integer, PartitionWorker> stopped = new HashMap<>();

    OwnedTables(Workers workers) {
        this.workers = workers;
    }

    @Override
    public synchronized void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // The consumer is there for the assignment only.
        consumer.pause(partitions);
        for (TopicPartition each : partitions) {
            int partition = each.partition();
            this.workers.start(partition, this.stopped.remove(partition))
                .ifPresent(worker -> this.owned.put(partition, worker));
        }
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        stop(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        stop(partitions);
    }

    private synchronized void stop(Collection<TopicPartition> partitions) {
        for (TopicPartition each : partitions) {
            PartitionWorker worker = this.owned.remove(each.partition());
            if (worker != null) {
                worker.stop();
                this.stopped.put(each.partition(), worker);
            }
        }
    }

    /** Waits for the workers that are stopped, for some seconds at most. */
    void awaitEnd() {
        List<PartitionWorker> ending;
        synchronized (this) {
            ending = List.copyOf(this.stopped.values());
        }
        ending.forEach(PartitionWorker::awaitEnd);
    }

    @Override
    public synchronized List<PipelineStatus> statuses() {
        return this.owned.values()
            .stream()
            .flatMap(worker -> worker.statuses().stream())
            .sorted(Comparator.comparing(PipelineStatus::name))
            .toList();
    }

}
