package io.rowcast.ingest;

import java.time.Clock;
import java.util.List;

import io.rowcast.ingest.publish.CursorTopic;
import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.Topics;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableReader;
import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.Backoff;
import org.jspecify.annotations.Nullable;

/** Makes the workers of partitions, with the tables that belong to them. */
final class Workers {

    private final IngestProperties.Retry retry;

    private final TableReaders readers;

    private final Publishers publishers;

    private final CursorTopic cursors;

    private final Topics topics;

    private final IngestMetrics metrics;

    private final AskedRequests asked;

    Workers(IngestProperties.Retry retry, TableReaders readers, Publishers publishers, CursorTopic cursors,
            Topics topics, IngestMetrics metrics, AskedRequests asked) {
        this.retry = retry;
        this.readers = readers;
        this.publishers = publishers;
        this.cursors = cursors;
        this.topics = topics;
        this.metrics = metrics;
        this.asked = asked;
    }

    /** Returns those of some tables that belong to a partition. */
    List<ChosenTable> belonging(int partition, List<ChosenTable> tables) {
        int partitions = this.topics.requireOwn();
        return tables.stream().filter(table -> CursorTopic.partition(table.name(), partitions) == partition).toList();
    }

    /**
     * Starts the worker of a partition.
     * @param tables those that belong to it
     * @param former the worker that the partition had in this process before
     */
    PartitionWorker start(int partition, List<ChosenTable> tables, @Nullable PartitionWorker former) {
        PartitionTables owned = new PartitionTables(this::poller, keys -> this.cursors.read(partition, keys));
        owned.choose(tables);
        return new PartitionWorker(partition, owned, () -> this.publishers.takeOver(partition), backoff(), former);
    }

    private TablePoller poller(ChosenTable table, Runnable wake) {
        IngestMetrics.Table tableMetrics = this.metrics.of(table.name());
        return new TablePoller(table, this.readers.polling(), this.asked, backoff(), tableMetrics,
                new TableStatus(table.name(), Clock.systemUTC()),
                this.readers.backfill(table, backoff(), wake, tableMetrics::retried));
    }

    private Backoff backoff() {
        return new Backoff(this.retry.initial(), this.retry.max());
    }

    /** Makes what reads a table for a topic. */
    interface Readers {

        TableReader of(SourceTable table, String topic);

    }

    /** Makes what publishes the tables of a partition. */
    interface Publishers {

        PartitionPublisher takeOver(int partition);

    }

}
