package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.rowcast.sink.deadletters.LetterClients;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * The configuration of a sink's Kafka clients: {@code spring.kafka.*}, which goes before
 * what the runtime prefers, except for what its promises rest on.
 */
final class SinkClients implements LetterClients {

    private final KafkaProperties kafka;

    private final String service;

    private final HeapShare heap;

    SinkClients(KafkaProperties kafka, String service, HeapShare heap) {
        this.kafka = kafka;
        this.service = service;
        this.heap = heap;
    }

    /** For the consumers that feed the writer. */
    Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, this.service);
        // A killed replica's partitions are with another after this time.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, this.heap.fetchBytes());
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, this.heap.partitionFetchBytes());
        // New topics of the prefix are found after this time.
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putAll(this.kafka.buildConsumerProperties());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        deserializersAreGiven(config);
        return config;
    }

    /**
     * Returns after how long without a poll the broker gives the partitions to others.
     */
    Duration maxPollInterval() {
        Object millis = consumer().getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
        return Duration.ofMillis(Long.parseLong(millis.toString()));
    }

    /** Returns the consumer group. */
    String group() {
        return consumer().get(ConsumerConfig.GROUP_ID_CONFIG).toString();
    }

    /** For readers of topics that are read from their beginning, in no group. */
    Map<String, Object> reader() {
        Map<String, Object> config = consumer();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }

    /**
     * A fetch that waits at the end of one partition is not waited for before the next is
     * read.
     */
    @Override
    public Map<String, Object> letterReader() {
        Map<String, Object> config = reader();
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        return config;
    }

    /** For what operators ask; tried for up to two minutes. */
    Map<String, Object> requestProducer() {
        Map<String, Object> config = new HashMap<>(deadLetterProducer());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        return config;
    }

    /** Dead letters are as large as any record that the broker has taken. */
    @Override
    public Map<String, Object> deadLetterProducer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.putAll(this.kafka.buildProducerProperties());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A partition that has just been made may refuse the first request and take the
        // second, which was under way
        // already. Then no retry of the first is in sequence any more.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return config;
    }

    Map<String, Object> admin() {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        config.putAll(this.kafka.buildAdminProperties());
        return config;
    }

    private static void deserializersAreGiven(Map<String, Object> config) {
        config.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        config.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    }

}
