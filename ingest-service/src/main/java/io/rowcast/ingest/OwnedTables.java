package io.rowcast.ingest;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.rowcast.ingest.publish.TableRequest;
import io.rowcast.operator.PipelineStatus;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.MessageListener;

/**
 * Starts and stops the workers as the group hands out the partitions of the cursors
 * topic, and passes on to them what operators ask for. Nothing here waits: a rebalance
 * must not depend on the database. Whatever a worker still does when its partition is
 * with another is fenced. Thread-safe.
 */
final class OwnedTables implements ConsumerAwareRebalanceListener, MessageListener<byte[], byte[]> {

    private final Workers workers;

    /** Partitions that are assigned; the worker comes with the first table. */
    private final Set<Integer> assigned = new HashSet<>();

    private final Map<Integer, PartitionWorker> owned = new HashMap<>();

    private final Map<Integer, PartitionWorker> stopped = new HashMap<>();

    private List<ChosenTable> tables;

    /**
     * Owns nothing yet.
     * @param tables the tables to read, as far as they are known
     */
    OwnedTables(Workers workers, List<ChosenTable> tables) {
        this.workers = workers;
        this.tables = tables;
    }

    /** Sets which tables to read from now on, whoever owns them. */
    synchronized void choose(List<ChosenTable> tables) {
        this.tables = tables;
        this.assigned.forEach(this::giveTables);
    }

    /** Returns the tables to read, whoever owns them. */
    synchronized List<ChosenTable> chosen() {
        return this.tables;
    }

    /** Looks whether a record is a request, and hands it to the worker. */
    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> record) {
        TableRequest.of(record).ifPresent(request -> {
            synchronized (this) {
                PartitionWorker worker = this.owned.get(record.partition());
                if (worker != null) {
                    worker.tables().ask(request);
                }
            }
        });
    }

    private void giveTables(int partition) {
        List<ChosenTable> belonging = this.workers.belonging(partition, this.tables);
        PartitionWorker worker = this.owned.get(partition);
        if (worker != null) {
            worker.tables().choose(belonging);
        }
        else if (!belonging.isEmpty()) {
            this.owned.put(partition, this.workers.start(partition, belonging, this.stopped.remove(partition)));
        }
    }

    @Override
    public synchronized void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // Whatever a worker finds when it takes its partition over lies behind.
        consumer.seekToBeginning(partitions);
        for (TopicPartition each : partitions) {
            this.assigned.add(each.partition());
            giveTables(each.partition());
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
            this.assigned.remove(each.partition());
            PartitionWorker worker = this.owned.remove(each.partition());
            if (worker != null) {
                worker.stop();
                this.stopped.put(each.partition(), worker);
            }
        }
    }

    /** The database or the broker is back: nobody need wait any longer to try again. */
    synchronized void recovered() {
        this.owned.values().forEach(worker -> worker.tables().recovered());
    }

    /** Waits for the workers that are stopped, for some seconds at most. */
    void awaitEnd() {
        List<PartitionWorker> ending;
        synchronized (this) {
            ending = List.copyOf(this.stopped.values());
        }
        ending.forEach(PartitionWorker::awaitEnd);
    }

    /** Returns the states of those tables that are owned here, by name. */
    synchronized List<PipelineStatus> statuses() {
        return this.owned.values()
            .stream()
            .flatMap(worker -> worker.tables().statuses().stream())
            .sorted(Comparator.comparing(PipelineStatus::name))
            .toList();
    }

}
