package io.rowcast.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Leaves dead letters as a sink would, from their text alone: it shares no code with the
 * services, so a test that uses it also tests the contract. One thread.
 */
public final class DeadLetterTopic implements AutoCloseable {

    private final String original;

    private final int partitions;

    private final String name;

    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Creates the topic.
     * @param original the topic that the letters come from
     * @param partitions of both topics
     * @param service the name of the sink
     */
    public DeadLetterTopic(String bootstrapServers, String original, int partitions, String service) {
        this.original = original;
        this.partitions = partitions;
        this.name = original + "." + service + ".dlq";
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic(this.name, partitions, (short) 1))).all().get();
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException("cannot create topic " + this.name, ex);
        }
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the name of the topic. */
    public String name() {
        return this.name;
    }

    /**
     * Sends a letter to the partition that it comes from. Does not wait.
     * @param offset where it was read
     * @param schemaFingerprint 16 hexadecimal digits of a schema that is published
     */
    public void send(int partition, long offset, String schemaFingerprint, String key, String value) {
        send(partition, partition, offset, schemaFingerprint, key, value);
    }

    /**
     * Sends a letter to some partition.
     * @param from the partition that it comes from
     */
    public void send(int partition, int from, long offset, String schemaFingerprint, String key, String value) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(this.name, partition, bytes(key), bytes(value));
        letter.headers()
            .add("rowcast.schema", bytes(schemaFingerprint))
            .add("rowcast.sequence", ByteBuffer.allocate(8).putLong(offset + 1).array())
            .add("rowcast.op", bytes("c"))
            .add("rowcast.error.topic", bytes(this.original))
            .add("rowcast.error.partition", bytes(Integer.toString(from)))
            .add("rowcast.error.partitions", bytes(Integer.toString(this.partitions)))
            .add("rowcast.error.offset", bytes(Long.toString(offset)))
            .add("rowcast.error.attempts", bytes("1"));
        this.producer.send(letter);
    }

    /** Sends bytes that no service has put there. Does not wait. */
    public void sendForeign(int partition, String key, String value) {
        this.producer.send(new ProducerRecord<>(this.name, partition, bytes(key), bytes(value)));
    }

    /** Waits until the broker has all of them. */
    @Override
    public void close() {
        this.producer.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
