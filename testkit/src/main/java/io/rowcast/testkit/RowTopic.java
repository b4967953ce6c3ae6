package io.rowcast.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a topic as ingest-service would, from their text alone: it shares no
 * code with the services, so a test that uses it also tests the contract. One thread.
 */
public final class RowTopic implements AutoCloseable {

    /** Name of the topic that holds the schemas. */
    public static final String SCHEMAS = "rowcast.schemas";

    private final String topic;

    private final KafkaProducer<byte[], byte[]> producer;

    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    private @Nullable String fingerprint;

    private long sequence;

    /** Creates the topic, and the topic of the schemas where it is not there yet. */
    public RowTopic(String bootstrapServers, String topic, int partitions) {
        this.topic = topic;
        // One request at a time: where a broker stalls, a new partition may refuse the
        // first request and take the second, and then no retry of the first is in
        // sequence any more.
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5,
                "max.in.flight.requests.per.connection", 1);
        create(config, new NewTopic(SCHEMAS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
        create(config, new NewTopic(topic, partitions, (short) 1));
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public String name() {
        return this.topic;
    }

    /**
     * Publishes a schema; the rows from here on have it.
     * @param schemaFingerprint 16 hexadecimal digits
     * @param schemaJson the schema in the form of Kafka Connect's JsonConverter; see
     * {@link #field}
     */
    public void schema(String schemaFingerprint, String schemaJson) {
        this.producer.send(new ProducerRecord<>(SCHEMAS, bytes(schemaFingerprint), bytes(schemaJson)));
        await();
        this.fingerprint = schemaFingerprint;
    }

    /** Returns a struct schema of these fields. */
    public static String struct(String... fields) {
        return "{\"type\":\"struct\",\"optional\":false,\"fields\":[" + String.join(",", fields) + "]}";
    }

    /**
     * Returns a field for {@link #struct}: a type of Kafka Connect, and a semantic name
     * or null.
     */
    public static String field(String name, String type, @Nullable String semanticName, boolean optional) {
        String named = (semanticName != null) ? ",\"name\":\"" + semanticName + "\",\"version\":1" : "";
        return "{\"field\":\"" + name + "\",\"type\":\"" + type + "\",\"optional\":" + optional + named + "}";
    }

    /**
     * Sends a row, or a tombstone where the value is null, with the headers of ingest.
     * Does not wait.
     */
    public void send(int partition, @Nullable String key, @Nullable String value) {
        ProducerRecord<byte[], byte[]> row = new ProducerRecord<>(this.topic, partition, bytes(key), bytes(value));
        if (this.fingerprint != null) {
            row.headers().add("rowcast.schema", bytes(this.fingerprint));
        }
        row.headers()
            .add("rowcast.sequence", ByteBuffer.allocate(8).putLong(++this.sequence).array())
            .add("rowcast.source", bytes("TEST.public." + this.topic))
            .add("rowcast.op", bytes((value != null) ? "c" : "d"));
        this.sent.add(this.producer.send(row));
    }

    /** Sends bytes as they are, without any header. Does not wait. */
    public void sendForeign(int partition, byte @Nullable [] key, byte @Nullable [] value) {
        this.sent.add(this.producer.send(new ProducerRecord<>(this.topic, partition, key, value)));
    }

    /** The sequence of the last row sent. */
    public long sequence() {
        return this.sequence;
    }

    /** Makes the next row have this sequence plus one, to send stale or repeated rows. */
    public void sequence(long last) {
        this.sequence = last;
    }

    /** Waits until the broker has acknowledged everything, and fails if it did not. */
    public void await() {
        this.producer.flush();
        try {
            for (Future<RecordMetadata> each : this.sent) {
                each.get();
            }
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException("not acknowledged by the broker: " + ex.getMessage(), ex);
        }
        this.sent.clear();
    }

    @Override
    public void close() {
        this.producer.close();
    }

    private static void create(Map<String, Object> config, NewTopic topic) {
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(topic)).all().get();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        catch (ExecutionException ex) {
            if (!(ex.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create topic " + topic.name(), ex);
            }
        }
    }

    private static byte[] bytes(@Nullable String text) {
        return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

}
