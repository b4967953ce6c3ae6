package io.rowcast.s3;

import java.time.InstantSource;

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

    OpenObject open(TopicPartition partition, long firstOffset) {
        MemoryBudget.Share memory = this.budget.share();
        ByteSink upload = new ObjectUpload(this.keys.of(partition, firstOffset), new PartBuffer(this.partSize, memory),
                this.store, this.abandoned);
        return new OpenObject(firstOffset, this.clock.instant(), this.compression.over(upload, memory), memory);
    }

}
