package io.rowcast.operator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends what operators ask for to Kafka, one after the other on a thread of its own, so
 * that nobody waits for a broker that is away. How long one is tried is for the producer
 * to say. Thread-safe.
 */
public final class RequestQueue implements AutoCloseable {

    private static final int MOST_WAITING = 100;

    private final Supplier<Producer<byte[], byte[]>> producers;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().daemon().name("requests").factory());

    /** Made with the first request: few replicas ever get one. */
    private volatile @Nullable Producer<byte[], byte[]> producer;

    public RequestQueue(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Sends a record; does not wait for the broker.
     * @param record makes it, on the thread that sends it; may wait and throw
     * @return completes when the broker has it
     */
    public CompletableFuture<Void> send(Supplier<ProducerRecord<byte[], byte[]>> record) {
        try {
            return CompletableFuture.runAsync(() -> deliver(record.get()), this.thread);
        }
        catch (RejectedExecutionException ex) {
            return CompletableFuture
                .failedFuture(new IllegalStateException(MOST_WAITING + " requests wait for the broker already", ex));
        }
    }

    private void deliver(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record).get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CompletionException("interrupted while writing a request", ex);
        }
        catch (ExecutionException ex) {
            throw new CompletionException("topic " + record.topic() + " cannot be written", ex.getCause());
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = this.producer;
        if (current == null) {
            current = this.producers.get();
            this.producer = current;
        }
        return current;
    }

    /** Gives up what the broker has not taken yet. */
    @Override
    public void close() {
        this.thread.shutdownNow();
        Producer<byte[], byte[]> current = this.producer;
        if (current != null) {
            current.close(Duration.ZERO);
        }
    }

}
