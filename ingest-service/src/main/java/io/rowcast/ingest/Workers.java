package io.rowcast.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.rowcast.ingest.publish.CursorTopic;
import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.publish.Topics;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableReader;
import io.rowcast.operator.Backoff;
import org.jspecify.annotations.Nullable;

/** Makes the worker of a partition, with the tables that belong to it. */
final class Workers {

    private final String sourceName;

    private final IngestProperties properties;

    private final Readers readers;

    private final Publishers publishers;

    private final CursorTopic cursors;

    private final Topics topics;

    private final IngestMetrics metrics;

    Workers(String sourceName, IngestProperties properties, Readers readers, Publishers publishers, CursorTopic cursors,
            Topics topics, IngestMetrics metrics) {
        this.sourceName = sourceName;
        this.properties = properties;
        this.readers = readers;
        this.publishers = publishers;
        this.cursors = cursors;
        this.topics = topics;
        this.metrics = metrics;
    }

    /**
     * Starts the worker of a partition.
     * @param former the worker that the partition had in this process before
     * @return the worker, or empty where no table belongs to the partition
     */
    Optional<PartitionWorker> start(int partition, @Nullable PartitionWorker former) {
        int partitions = this.topics.requireOwn();
        List<TablePoller> tables = this.properties.tables()
            .stream()
            .filter(table -> CursorTopic.partition(table.source().name().toString(), partitions) == partition)
            .map(this::poller)
            .toList();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Backoff backoff = backoff();
        return Optional.of(new PartitionWorker(partition, tables, () -> this.publishers.takeOver(partition),
                this.cursors, backoff, former));
    }

    private TablePoller poller(IngestProperties.Table table) {
        SourceTable source = table.source();
        String name = source.name().toString();
        return new TablePoller(PublishedTable.of(this.sourceName, this.properties.topicPrefix(), source.name()),
                this.readers.of(source), table.pollInterval(), backoff(), this.metrics.of(name),
                new TableStatus(name, Clock.systemUTC()));
    }

    private Backoff backoff() {
        return new Backoff(this.properties.retry().initial(), this.properties.retry().max());
    }

    /** Makes what reads a table. */
    interface Readers {

        TableReader of(SourceTable table);

    }

    /** Makes what publishes the tables of a partition. */
    interface Publishers {

        PartitionPublisher takeOver(int partition);

    }

}
