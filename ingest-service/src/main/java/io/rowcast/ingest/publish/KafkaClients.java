package io.rowcast.ingest.publish;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * The configuration of ingest's Kafka clients: {@code spring.kafka.*}, which goes before
 * what is preferred here, except for what the promises rest on.
 */
public final class KafkaClients {

    private final KafkaProperties kafka;

    private final String group;

    private final String source;

    /**
     * Keeps what the clients have in common.
     * @param group consumer group of the replicas, if {@code spring.kafka} has none
     * @param source name of the source
     */
    public KafkaClients(KafkaProperties kafka, String group, String source) {
        this.kafka = kafka;
        this.group = group;
        this.source = source;
        NativeCompression.load();
    }

    /**
     * For the consumer that tells which partitions of the cursors topic are owned, and
     * what operators ask of their tables. A killed replica's tables are with another
     * after the session timeout. The cursors themselves pass by: two fetches a second,
     * not one for each; each fetch is one of 16 partitions, and takes a millisecond.
     */
    public Map<String, Object> ownership() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, this.group);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
        config.putAll(consumer());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }

    /** For reading cursors, in no group. */
    Map<String, Object> cursorReader() {
        Map<String, Object> config = consumer();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }

    private Map<String, Object> consumer() {
        Map<String, Object> config = this.kafka.buildConsumerProperties();
        config.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        config.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    /**
     * For the producer of one partition of the cursors topic. Delivery ends before the
     * transaction does, so that a failure is seen here and not at the next commit.
     */
    Map<String, Object> producer(int partition) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        config.putAll(this.kafka.buildProducerProperties());
        // Sixteen producers share the heap: each has room for two requests, or 8 MB.
        long maxRequestSize = maxRequestSize(config);
        config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(8L << 20, 2 * maxRequestSize));
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "rowcast-" + this.source + "-" + partition);
        return config;
    }

    /** For what operators ask for: small records, outside of any transaction. */
    Map<String, Object> requests() {
        Map<String, Object> config = new HashMap<>(this.kafka.buildProducerProperties());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return config;
    }

    static long maxRequestSize(Map<String, Object> producer) {
        return Long.parseLong(producer.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG).toString());
    }

    /** For topics and offsets. */
    public Map<String, Object> admin() {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        config.putAll(this.kafka.buildAdminProperties());
        return config;
    }

}
