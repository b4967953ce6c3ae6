package io.rowcast.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.rowcast.testkit.KafkaServer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows the cursor of the only table in {@code rowcast.cursors}. One thread. */
final class CommittedCursor implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LOOK = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private long position;

    private long sequence;

    CommittedCursor(KafkaServer kafka) {
        this.consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, 16)
            .mapToObj(partition -> new TopicPartition("rowcast.cursors", partition))
            .toList();
        this.consumer.assign(partitions);
        this.consumer.seekToBeginning(partitions);
    }

    /** Returns the last position that is committed, and waits a moment for a new one. */
    long position() {
        poll();
        return this.position;
    }

    /**
     * Returns how many rows are committed up to the last cursor, and waits a moment for a
     * new one.
     */
    long sequence() {
        poll();
        return this.sequence;
    }

    /** What operators ask for is in the topic, too. */
    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(LOOK)) {
            if (record.value() != null) {
                JsonNode cursor = JSON.readTree(record.value());
                this.position = cursor.path("position").asLong(this.position);
                this.sequence = cursor.path("sequence").asLong(this.sequence);
            }
        }
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}
