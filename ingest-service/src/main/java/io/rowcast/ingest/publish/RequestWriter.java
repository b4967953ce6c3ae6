package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.rowcast.operator.PipelineRequest;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what operators ask for into the cursors topic, where the table's owner finds it,
 * whichever replica that is. Gives up after two minutes at the latest. Thread-safe.
 */
public final class RequestWriter implements AutoCloseable {

    private static final int MOST_WAITING = 100;

    private final KafkaClients clients;

    private final Topics topics;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().daemon().name("requests").factory());

    /** Made with the first request: few replicas ever get one. */
    private volatile @Nullable KafkaProducer<byte[], byte[]> producer;

    public RequestWriter(KafkaClients clients, Topics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /**
     * Writes a request; does not wait for the broker.
     * @param key its key, as of {@link TableRequest#key}
     * @return completes when the broker has it
     */
    public CompletableFuture<Void> write(String key, PipelineRequest request) {
        try {
            return CompletableFuture.runAsync(() -> send(key, request), this.thread);
        }
        catch (RejectedExecutionException ex) {
            return CompletableFuture
                .failedFuture(new IllegalStateException(MOST_WAITING + " requests wait for the broker already", ex));
        }
    }

    private void send(String key, PipelineRequest request) {
        try {
            int partition = CursorTopic.partition(request.name(), this.topics.requireOwn());
            producer()
                .send(new ProducerRecord<>(CursorTopic.NAME, partition, key.getBytes(StandardCharsets.UTF_8),
                        TableRequest.json(request.action(), request.position(), Instant.now())))
                .get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("interrupted while writing a request");
        }
        catch (ExecutionException ex) {
            throw new PublishFailedException("topic " + CursorTopic.NAME + " cannot be written", ex);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> current = this.producer;
        if (current == null) {
            current = new KafkaProducer<>(this.clients.requests(), new ByteArraySerializer(),
                    new ByteArraySerializer());
            this.producer = current;
        }
        return current;
    }

    /** Gives up what the broker has not taken yet. */
    @Override
    public void close() {
        this.thread.shutdownNow();
        KafkaProducer<byte[], byte[]> current = this.producer;
        if (current != null) {
            current.close(Duration.ZERO);
        }
    }

}
