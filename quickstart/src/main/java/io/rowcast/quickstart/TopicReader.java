package io.rowcast.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic, each once. One thread. */
final class TopicReader implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String topic;

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(TopicStore store) {
        this.topic = store.topic();
        Map<String, Object> config = Map.of("bootstrap.servers", store.bootstrapServers(), "isolation.level",
                "read_committed", "enable.auto.commit", false, "allow.auto.create.topics", false);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads what has come since the last call, up to what is there at this moment. */
    void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> records) {
        if (this.consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = this.consumer.partitionsFor(this.topic, TIMEOUT)
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            this.consumer.assign(partitions);
            this.consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = this.consumer.endOffsets(this.consumer.assignment(), TIMEOUT);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> this.consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> polled = this.consumer.poll(Duration.ofMillis(100));
            polled.forEach(records);
            if (!polled.isEmpty()) {
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            }
            else if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("topic " + this.topic + " cannot be read to its end");
            }
        }
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}
