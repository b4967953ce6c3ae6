package io.rowcast.sink.runtime;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rowcast.operator.Reasons;
import io.rowcast.operator.RequestQueue;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.deadletters.LetterStore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes to {@link OperationsTopic}. Thread-safe. */
final class OperationsWriter implements LetterStore {

    private static final long TIMEOUT_SECONDS = 30;

    private final String group;

    private final OperationsTopic topic;

    private final RequestQueue queue;

    /** For the requests to a consumer group. */
    OperationsWriter(String group, OperationsTopic topic, RequestQueue queue) {
        this.group = group;
        this.topic = topic;
        this.queue = queue;
    }

    /** Writes a request; does not wait. Completes when the broker has it. */
    CompletableFuture<Void> write(PartitionRequest request) {
        return write(List.of(record(request.key(), request.json())));
    }

    @Override
    public CompletableFuture<Void> write(Collection<TopicPartition> partitions, String name, byte[] value) {
        return write(partitions.stream().map(each -> record(new OperationsKey(each, name), value)).toList());
    }

    private CompletableFuture<Void> write(List<ProducerRecord<byte[], byte[]>> records) {
        return this.queue.send(() -> {
            this.topic.create();
            return records;
        }).thenAccept(offset -> {
        });
    }

    private ProducerRecord<byte[], byte[]> record(OperationsKey key, byte @Nullable [] value) {
        return new ProducerRecord<>(OperationsTopic.NAME, 0, key.bytes(this.group), value);
    }

    /**
     * Deletes a request that is done, and returns when the broker has it.
     * @throws TransientSinkException when it has not
     */
    void delete(PartitionRequest request) {
        require(request.key(), null);
    }

    @Override
    public long require(TopicPartition partition, String name, byte @Nullable [] value) {
        return require(new OperationsKey(partition, name), value);
    }

    private long require(OperationsKey key, byte @Nullable [] value) {
        try {
            return this.queue.send(() -> List.of(record(key, value))).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new TransientSinkException("topic " + OperationsTopic.NAME + " cannot be written: " + Reasons.of(ex),
                    ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TransientSinkException("interrupted while a request was done", ex);
        }
    }

}
