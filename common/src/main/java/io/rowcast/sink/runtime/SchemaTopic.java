package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.rowcast.record.SchemaJson;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas that ingest published, by fingerprint. The topic is read to its end when a
 * schema is asked for that is not known yet; schemas do not change, so a known one is
 * known for ever. Thread-safe.
 */
final class SchemaTopic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SchemaTopic.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String topic;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final SchemaJson json = new SchemaJson();

    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private @Nullable Consumer<byte[], byte[]> consumer;

    SchemaTopic(String topic, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.consumers = consumers;
    }

    /**
     * Returns the schema of a fingerprint.
     * @throws TransientSinkException when the topic does not hold it, or cannot be read.
     * The row's transaction is committed before the row is seen, but the mark of that may
     * reach the schema topic a moment later
     */
    Schema schema(String fingerprint) {
        Schema schema = this.schemas.get(fingerprint);
        if (schema == null) {
            readToEnd(fingerprint);
            schema = this.schemas.get(fingerprint);
        }
        if (schema == null) {
            throw new TransientSinkException("schema " + fingerprint + " is not in topic " + this.topic, null);
        }
        return schema;
    }

    private synchronized void readToEnd(String fingerprint) {
        if (this.schemas.containsKey(fingerprint)) {
            return;
        }
        try {
            Consumer<byte[], byte[]> reader = consumer();
            Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment(), TIMEOUT);
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!this.schemas.containsKey(fingerprint) && isBehind(reader, ends)) {
                if (System.nanoTime() > deadline) {
                    throw new TransientSinkException("topic " + this.topic + " cannot be read to its end", null);
                }
                reader.poll(Duration.ofMillis(100)).forEach(this::accept);
            }
        }
        catch (KafkaException ex) {
            disconnect();
            throw new TransientSinkException("topic " + this.topic + " cannot be read: " + ex.getMessage(), ex);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> current = this.consumer;
        if (current == null) {
            current = this.consumers.get();
            this.consumer = current;
            List<TopicPartition> partitions = current.partitionsFor(this.topic, TIMEOUT)
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            if (partitions.isEmpty()) {
                disconnect();
                throw new TransientSinkException("topic " + this.topic + " does not exist", null);
            }
            current.assign(partitions);
            current.seekToBeginning(partitions);
        }
        return current;
    }

    private static boolean isBehind(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey(), TIMEOUT) < end.getValue());
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        String fingerprint = new String(record.key(), StandardCharsets.UTF_8);
        try {
            this.schemas.computeIfAbsent(fingerprint, key -> this.json.read(record.value()));
        }
        catch (IllegalArgumentException ex) {
            log.error("{}@{}: schema {} cannot be read", this.topic, record.offset(), fingerprint, ex);
        }
    }

    private void disconnect() {
        Consumer<byte[], byte[]> current = this.consumer;
        this.consumer = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public synchronized void close() {
        disconnect();
    }

}
