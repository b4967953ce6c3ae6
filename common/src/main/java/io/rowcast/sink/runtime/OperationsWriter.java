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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes to {@link OperationsTopic}. Thread-safe. */
final class OperationsWriter {

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

    /** Writes a request about the dead letters of partitions; does not wait. */
    CompletableFuture<Void> write(Collection<TopicPartition> partitions, LetterRequest request) {
        return write(partitions.stream()
            .map(partition -> record(LetterOperations.key(partition, request), LetterOperations.json(request)))
            .toList());
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

    /**
     * Writes a record and returns when the broker has it.
     * @param value null deletes what is there
     * @return its offset
     * @throws TransientSinkException when the broker does not take it
     */
    long require(OperationsKey key, byte @Nullable [] value) {
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
