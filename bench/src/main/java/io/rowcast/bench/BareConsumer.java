package io.rowcast.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.rowcast.testkit.KafkaServer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Polls the users topic as the sinks do, on a thread of its own, and does nothing else.
 */
final class BareConsumer implements AutoCloseable {

    private final AtomicLong records = new AtomicLong();

    private final KafkaConsumer<byte[], byte[]> consumer;

    private final Thread thread;

    private volatile boolean closed;

    BareConsumer(KafkaServer kafka) {
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().start(this::poll);
    }

    private void poll() {
        List<TopicPartition> partitions = this.consumer.partitionsFor(UsersTopic.NAME)
            .stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
        this.consumer.assign(partitions);
        this.consumer.seekToBeginning(partitions);
        while (!this.closed) {
            this.records.addAndGet(this.consumer.poll(Duration.ofMillis(250)).count());
        }
        this.consumer.close();
    }

    long records() {
        return this.records.get();
    }

    @Override
    public void close() {
        this.closed = true;
        try {
            this.thread.join();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
