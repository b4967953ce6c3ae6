package io.rowcast.sink.deadletters;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where it is kept what operators ask of dead letters, and what was done: records of a
 * partition, each under a name, of which the latest holds. Thread-safe.
 */
public interface LetterStore {

    /** Writes the same record for some partitions; does not wait. */
    CompletableFuture<Void> write(Collection<TopicPartition> partitions, String name, byte[] value);

    /**
     * Writes a record and returns when it is stored.
     * @param value null deletes what is there
     * @return its offset: a later record has a greater one
     * @throws io.rowcast.sink.TransientSinkException when it is not
     */
    long require(TopicPartition partition, String name, byte @Nullable [] value);

}
