package io.rowcast.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows in objects, one open object for each partition, and completes them by
 * {@link Rotation}. What is not in a completed object is reported as held, so it is read
 * again after a failure.
 */
final class S3SinkWriter implements SinkWriter {

    /**
     * With hundreds of partitions and a slow bucket the rest waits for the next batch:
     * whoever does not poll for five minutes loses its partitions.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<TopicPartition, PartitionObjects> partitions = new ConcurrentHashMap<>();

    private final ObjectFactory objects;

    private final Rotation rotation;

    S3SinkWriter(ObjectFactory objects, Rotation rotation) {
        this.objects = objects;
        this.rotation = rotation;
    }

    @Override
    public long open(TopicPartition partition, CommittedOffset committed) {
        release(List.of(partition));
        this.partitions.put(partition, new PartitionObjects(partition, committed, this.objects, this.rotation));
        return committed.offset();
    }

    @Override
    public WriteResult write(SinkBatch batch) {
        List<byte @Nullable []> lines = JsonLines.of(batch);
        try {
            append(batch, lines);
            batch.positions().forEach((partition, position) -> owned(partition).advance(position, batch));
            completeOld(batch);
        }
        catch (RuntimeException ex) {
            // They will be opened again; until then they would only take memory.
            release(batch.positions().keySet());
            throw ex;
        }
        return new WriteResult(List.of(), held(batch));
    }

    private void append(SinkBatch batch, List<byte @Nullable []> lines) {
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            if (line != null) {
                TopicRecord record = batch.records().get(i);
                owned(record.partition()).append(record, line, batch);
                if (this.objects.budget().isExceeded()) {
                    completeLargest(batch);
                }
            }
        }
    }

    /** Completes objects whose time is over, the oldest first. */
    private void completeOld(SinkBatch batch) {
        Instant start = this.objects.clock().instant();
        List<PartitionObjects> old = owned(batch)
            .filter(partition -> partition.begun().filter(begun -> this.rotation.isOld(begun, start)).isPresent())
            .sorted(Comparator.comparing(partition -> partition.begun().orElseThrow()))
            .toList();
        for (PartitionObjects each : old) {
            if (this.objects.clock().instant().isAfter(start.plus(PATIENCE))) {
                return;
            }
            each.rotate(batch);
        }
    }

    /**
     * Completes objects of this thread's partitions, the largest first, until the memory
     * suffices. Other threads do the same with theirs, each at least once a second.
     */
    private void completeLargest(SinkBatch batch) {
        List<PartitionObjects> bySize = owned(batch).filter(partition -> partition.evictableMemory() > 0)
            .sorted(Comparator.comparingLong(PartitionObjects::evictableMemory).reversed())
            .toList();
        for (PartitionObjects largest : bySize) {
            if (!this.objects.budget().isExceeded()) {
                return;
            }
            largest.rotate(batch);
        }
    }

    private Map<TopicPartition, Long> held(SinkBatch batch) {
        Map<TopicPartition, Long> held = new HashMap<>();
        for (TopicPartition partition : batch.positions().keySet()) {
            owned(partition).heldFrom().ifPresent(offset -> held.put(partition, offset));
        }
        return held;
    }

    private Stream<PartitionObjects> owned(SinkBatch batch) {
        return batch.positions().keySet().stream().map(this::owned);
    }

    private PartitionObjects owned(TopicPartition partition) {
        return Objects.requireNonNull(this.partitions.get(partition), () -> partition + " is not open");
    }

    /** Objects are added, and every record is a line of its own. */
    @Override
    public boolean overwrites(TopicRecord record) {
        return false;
    }

    @Override
    public void release(Collection<TopicPartition> released) {
        for (TopicPartition partition : released) {
            PartitionObjects objectsOfPartition = this.partitions.remove(partition);
            if (objectsOfPartition != null) {
                objectsOfPartition.discard();
            }
        }
    }

    @Override
    public void check() {
        this.objects.store().check();
    }

    @Override
    public void close() {
        release(List.copyOf(this.partitions.keySet()));
        this.objects.abandoned().close();
    }

}
