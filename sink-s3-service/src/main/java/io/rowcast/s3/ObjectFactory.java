package io.rowcast.s3;

import java.time.InstantSource;

import io.rowcast.sink.TopicRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins objects. Thread-safe.
 *
 * @param keys their names
 * @param compression how they are compressed
 * @param partSize bytes of a part of those that do not fit into one
 * @param budget the memory that they share
 * @param store where they go
 * @param abandoned takes the uploads that are given up
 * @param clock tells when they were begun
 */
record ObjectFactory(ObjectKey keys, Compression compression, int partSize, MemoryBudget budget, ObjectStore store,
        AbandonedUploads abandoned, InstantSource clock) {

    /** Begins the object of which this is the first record. */
    OpenObject open(TopicRecord first) {
        TopicPartition source = new TopicPartition(first.raw().topic(), first.raw().partition());
        MemoryBudget.Share memory = this.budget.share();
        ByteSink upload = new ObjectUpload(this.keys.of(source, first.partition(), first.offset()),
                new PartBuffer(this.partSize, memory), this.store, this.abandoned);
        return new OpenObject(first.offset(), this.clock.instant(), this.compression.over(upload, memory), memory);
    }

}
