package io.rowcast.operator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
     * Sends records; does not wait for the broker.
     * @param records makes them, on the thread that sends them; may wait and throw
     * @return completes when the broker has all of them, with the offset of the last
     */
    public CompletableFuture<Long> send(Supplier<List<ProducerRecord<byte[], byte[]>>> records) {
        try {
            return CompletableFuture.supplyAsync(() -> deliver(records.get()), this.thread);
        }
        catch (RejectedExecutionException ex) {
            return CompletableFuture
                .failedFuture(new IllegalStateException(MOST_WAITING + " requests wait for the broker already", ex));
        }
    }

    private long deliver(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer()::send).toList();
        try {
            long offset = -1;
            for (Future<RecordMetadata> each : sent) {
                offset = each.get().offset();
            }
            return offset;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CompletionException("interrupted while writing a request", ex);
        }
        catch (ExecutionException ex) {
            throw new CompletionException("topic " + records.getFirst().topic() + " cannot be written", ex.getCause());
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
