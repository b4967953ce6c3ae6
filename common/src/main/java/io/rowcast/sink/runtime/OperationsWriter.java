package io.rowcast.sink.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rowcast.operator.Reasons;
import io.rowcast.operator.RequestQueue;
import io.rowcast.sink.TransientSinkException;

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
        return this.queue.send(() -> {
            this.topic.create();
            return request.record(this.group);
        });
    }

    /**
     * Deletes a request that is done, and returns when the broker has it.
     * @throws TransientSinkException when it has not
     */
    void delete(PartitionRequest request) {
        try {
            this.queue.send(() -> request.deletion(this.group)).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
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
