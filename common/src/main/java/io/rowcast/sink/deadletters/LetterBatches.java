package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the dead letters of one partition through the same transformations,
 * classification and breaker as every record. For the thread of the partition's consumer.
 */
public interface LetterBatches {

    /**
     * Writes a batch.
     * @param written takes each part of the batch that is done, and what the writer said
     * of it
     * @throws io.rowcast.sink.TransientSinkException when the rest of the batch has to be
     * written again
     * @throws TooManyRejectionsException when the rest of it is not to be written as
     * things are
     */
    void write(SinkBatch batch, BiConsumer<SinkBatch, WriteResult> written);

    /**
     * Commits offsets of the consumer's group.
     * @throws io.rowcast.sink.TransientSinkException when the broker does not take them
     */
    void commit(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Makes them. */
    interface Factory {

        /**
         * Returns that of a partition of a dead letter topic.
         * @param rejected returns when the records are dead letters again
         */
        LetterBatches of(TopicPartition letters, java.util.function.Consumer<List<Rejection>> rejected);

    }

}
