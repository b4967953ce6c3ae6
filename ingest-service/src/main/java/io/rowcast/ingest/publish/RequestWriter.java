package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.rowcast.operator.PipelineRequest;
import io.rowcast.operator.RequestQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what operators ask for into the cursors topic, where the table's owner finds it,
 * whichever replica that is. Gives up after two minutes at the latest. Thread-safe.
 */
public final class RequestWriter implements AutoCloseable {

    private final Topics topics;

    private final RequestQueue queue;

    public RequestWriter(KafkaClients clients, Topics topics) {
        this.topics = topics;
        this.queue = new RequestQueue(
                () -> new KafkaProducer<>(clients.requests(), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * Writes a request; does not wait for the broker.
     * @param key its key, as of {@link TableRequest#key}
     * @return completes when the broker has it
     */
    public CompletableFuture<Void> write(String key, PipelineRequest request) {
        return this.queue.send(() -> List.of(record(key, request))).thenAccept(offset -> {
        });
    }

    private ProducerRecord<byte[], byte[]> record(String key, PipelineRequest request) {
        int partition = CursorTopic.partition(request.name(), this.topics.requireOwn());
        return new ProducerRecord<>(CursorTopic.NAME, partition, key.getBytes(StandardCharsets.UTF_8),
                TableRequest.json(request.action(), request.position(), Instant.now()));
    }

    /** Gives up what the broker has not taken yet. */
    @Override
    public void close() {
        this.queue.close();
    }

}
