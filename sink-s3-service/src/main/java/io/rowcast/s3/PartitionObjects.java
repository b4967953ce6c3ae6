package io.rowcast.s3;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Builds the objects of one partition, one after the other. One thread at a time.
 * <p>
 * An object is completed in three steps:
 * <ol>
 * <li>Its first offset is committed, with its end beside it. Who no longer owns the
 * partition fails here, before anything of it is visible.</li>
 * <li>It is uploaded under the name of its first offset.</li>
 * <li>Its end is committed.</li>
 * </ol>
 * Whoever opens the partition after the first step builds the same object again, whatever
 * the clock and the counters say, and it takes its own place.
 */
final class PartitionObjects {

    private final TopicPartition partition;

    private final long committed;

    private final ObjectFactory objects;

    private final Rotation rotation;

    private @Nullable PlannedEnd planned;

    private @Nullable OpenObject open;

    PartitionObjects(TopicPartition partition, CommittedOffset committed, ObjectFactory objects, Rotation rotation) {
        this.partition = partition;
        this.committed = committed.offset();
        this.planned = PlannedEnd.of(committed).orElse(null);
        this.objects = objects;
        this.rotation = rotation;
    }

    /** Adds a row, and completes the object before it or with it when it is time. */
    void append(TopicRecord record, byte[] json, SinkBatch batch) {
        completePlanned(record.offset(), batch);
        if (this.open == null) {
            this.open = this.objects.open(record);
        }
        this.open.append(record.offset(), json);
        if (this.planned == null && this.open.isFull(this.rotation)) {
            rotate(batch);
        }
    }

    /** Completes the object whose planned end the position has reached. */
    void advance(long position, SinkBatch batch) {
        completePlanned(position, batch);
    }

    /** Returns when the open object was begun, if its end is not planned yet. */
    Optional<Instant> begun() {
        return (this.open != null && this.planned == null) ? Optional.of(this.open.begun()) : Optional.empty();
    }

    /** Completes the open object. Not for one with a planned end. */
    void rotate(SinkBatch batch) {
        OpenObject object = this.open;
        if (object != null) {
            batch.commit(this.partition, object.firstOffset(), new PlannedEnd(object.end()).metadata());
            complete(object, object.end(), batch);
        }
    }

    /**
     * Returns the memory that completing the open object now would set free. An object
     * with a planned end must not end earlier.
     */
    long evictableMemory() {
        return (this.open != null && this.planned == null) ? this.open.memory() : 0;
    }

    /** Returns the first offset that is not in an object yet, if rows are held. */
    OptionalLong heldFrom() {
        if (this.planned != null) {
            return OptionalLong.of(this.committed);
        }
        return (this.open != null) ? OptionalLong.of(this.open.firstOffset()) : OptionalLong.empty();
    }

    /** Forgets what is held. */
    void discard() {
        if (this.open != null) {
            this.open.discard();
            this.open = null;
        }
    }

    private void completePlanned(long next, SinkBatch batch) {
        PlannedEnd plan = this.planned;
        if (plan == null || next < plan.end()) {
            return;
        }
        this.planned = null;
        if (this.open != null) {
            complete(this.open, plan.end(), batch);
        }
    }

    private void complete(OpenObject object, long end, SinkBatch batch) {
        object.finish();
        this.open = null;
        batch.commit(this.partition, end, "");
    }

}
