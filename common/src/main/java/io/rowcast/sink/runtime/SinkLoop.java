package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Hands what a poll brought to the writer and commits what is durable. One instance
 * serves all consumers, each on a thread of its own. It never throws because of the
 * target: failures are a matter between {@link PartitionFailures} and
 * {@link PartitionOpener}, so the consumer goes on polling.
 */
final class SinkLoop implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
        ApplicationListener<ListenerContainerIdleEvent> {

    private final OwnedPartitions partitions;

    private final PartitionUpkeep upkeep;

    private final BatchWriter writer;

    private final PartitionFailures failures;

    private final RecordFormat format;

    private final SinkMetrics metrics;

    private final LoopWatch watch;

    SinkLoop(OwnedPartitions partitions, PartitionUpkeep upkeep, BatchWriter writer, PartitionFailures failures,
            RecordFormat format, SinkMetrics metrics, LoopWatch watch) {
        this.partitions = partitions;
        this.upkeep = upkeep;
        this.writer = writer;
        this.failures = failures;
        this.format = format;
        this.metrics = metrics;
        this.watch = watch;
    }

    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(ConsumerRecords<byte[], byte[]> polled, @Nullable Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        this.watch.run(() -> handle(records(polled, consumer), consumer));
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> data, @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer) {
        throw new IllegalStateException("the container hands over the whole result of a poll");
    }

    /** Called on the consumer's thread while nothing arrives. */
    @Override
    public void onApplicationEvent(ListenerContainerIdleEvent event) {
        this.watch.run(() -> handle(List.of(), Objects.requireNonNull(event.getConsumer())));
    }

    private void handle(List<TopicRecord> records, Consumer<?, ?> consumer) {
        List<OwnedPartition> owned = this.partitions.of(consumer).toList();
        List<OwnedPartition> open = owned.stream().filter(OwnedPartition::isOpen).toList();
        List<List<OwnedPartition>> groups = groups(open);
        for (List<OwnedPartition> together : groups) {
            write((groups.size() == 1) ? records : of(together, records), together, consumer);
        }
        open.forEach(each -> each.measure(consumer.position(each.partition()), consumer.currentLag(each.partition())));
        // What an operator resets, or a writer is asked to open, begins at what is
        // committed.
        if (this.partitions.offsets().settle(consumer)) {
            this.upkeep.between(consumer, owned);
        }
    }

    /**
     * Partitions that are well are written together, so that many thin ones make large
     * writes. One that has failed is written alone until it has recovered: what ails it
     * does not hold the others.
     */
    private static List<List<OwnedPartition>> groups(List<OwnedPartition> open) {
        List<List<OwnedPartition>> groups = new ArrayList<>();
        List<OwnedPartition> well = open.stream().filter(partition -> partition.failures() == 0).toList();
        if (!well.isEmpty()) {
            groups.add(well);
        }
        open.stream().filter(partition -> partition.failures() > 0).forEach(failed -> groups.add(List.of(failed)));
        return groups;
    }

    private static List<TopicRecord> of(List<OwnedPartition> partitions, List<TopicRecord> records) {
        Set<TopicPartition> wanted = new HashSet<>();
        partitions.forEach(partition -> wanted.add(partition.partition()));
        return records.stream().filter(record -> wanted.contains(record.partition())).toList();
    }

    private void write(List<TopicRecord> records, List<OwnedPartition> open, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        open.forEach(each -> positions.put(each.partition(), consumer.position(each.partition())));
        SinkBatch batch = new SinkBatch(records, positions,
                (partition, offset, metadata) -> this.partitions.offsets().note(consumer, partition, offset, metadata));
        try {
            this.metrics.write(batch,
                    () -> this.writer.write(batch, (part, result) -> written(consumer, part, result)));
            if (!records.isEmpty()) {
                open.forEach(OwnedPartition::recovered);
            }
        }
        catch (WakeupException | InterruptException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            this.failures.failed(consumer, open, ex);
        }
    }

    private List<TopicRecord> records(ConsumerRecords<byte[], byte[]> polled, Consumer<?, ?> consumer) {
        List<TopicRecord> records = new ArrayList<>(polled.count());
        for (TopicPartition partition : polled.partitions()) {
            if (!this.partitions.get(partition).isOpen()) {
                consumer.pause(Set.of(partition));
                consumer.seek(partition, polled.records(partition).getFirst().offset());
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                records.add(new TopicRecord(record, partition, this.format));
            }
        }
        return records;
    }

    private void written(Consumer<?, ?> consumer, SinkBatch part, WriteResult result) {
        WrittenRecords.in(part, result)
            .forEach((partition, records) -> this.partitions.get(partition)
                .taken(records.lastOffset(), records.count(), records.timestamp()));
        Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
        part.positions().forEach((partition, position) -> {
            long offset = result.heldFrom().getOrDefault(partition, position);
            if (offset > this.partitions.get(partition).durable()) {
                durable.put(partition, new OffsetAndMetadata(offset));
            }
        });
        if (durable.isEmpty()) {
            return;
        }
        this.partitions.offsets().commit(consumer, durable);
        durable.forEach((partition, offset) -> this.partitions.get(partition)
            .durable(offset.offset())
            .forEach(records -> this.metrics.durable(partition.topic(), records)));
    }

}
