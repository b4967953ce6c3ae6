package io.rowcast.sink.deadletters;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics here and there with a consumer of its own, on a thread of its own: one
 * reading after the other. Thread-safe.
 */
final class LetterReader implements AutoCloseable {

    private static final int MOST_WAITING = 1_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final ThreadPoolExecutor thread;

    /** Of the thread. */
    private @Nullable Consumer<byte[], byte[]> consumer;

    LetterReader(String name, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Makes the connections, which the first reading then does not wait for. */
    LetterReader warm() {
        read(current -> current.listTopics().size());
        return this;
    }

    /**
     * Reads something when the readings before are done; does not wait.
     * @param reading may assign to the consumer what it wants
     * @return to be cancelled by who waits no longer, so that others do not wait for it
     */
    <T> CompletableFuture<T> read(Function<Consumer<byte[], byte[]>, T> reading) {
        try {
            return CompletableFuture.supplyAsync(() -> apply(reading), this.thread);
        }
        catch (RejectedExecutionException ex) {
            return CompletableFuture
                .failedFuture(new IllegalStateException(MOST_WAITING + " readings wait for the broker already", ex));
        }
    }

    private <T> T apply(Function<Consumer<byte[], byte[]>, T> reading) {
        try {
            return reading.apply(consumer());
        }
        catch (KafkaException ex) {
            // What the broker answers, or does not, is none of the consumer's faults.
            if (!(ex instanceof ApiException)) {
                disconnect();
            }
            throw ex;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> current = this.consumer;
        if (current == null) {
            current = this.consumers.get();
            this.consumer = current;
        }
        return current;
    }

    private void disconnect() {
        Consumer<byte[], byte[]> current = this.consumer;
        this.consumer = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        this.thread.execute(this::disconnect);
        this.thread.shutdown();
    }

}
