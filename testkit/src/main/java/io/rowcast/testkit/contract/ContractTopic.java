package io.rowcast.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of one test: two partitions, on which keys are spread. One thread. */
final class ContractTopic implements AutoCloseable {

    private static final int PARTITIONS = 2;

    private static final String ID = RowTopic.field("id", "int64", null, false);

    private static final String NAME = RowTopic.field("name", "string", null, true);

    private final Map<String, Object> clients;

    private final String group;

    private final RowTopic topic;

    ContractTopic(KafkaServer kafka, String group, String name) {
        this.clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
        this.group = group;
        this.topic = new RowTopic(kafka.bootstrapServers(), name, PARTITIONS);
        this.topic.schema("00000000000000c1", RowTopic.struct(ID, NAME));
    }

    String name() {
        return this.topic.name();
    }

    List<TopicPartition> partitions() {
        return partitions(name());
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
    }

    /** The rows from here on have a column more. */
    void addAge() {
        this.topic.schema("00000000000000c2", RowTopic.struct(ID, NAME, RowTopic.field("age", "int32", null, true)));
    }

    /** Sends rows with these ids and returns them, once the broker has them. */
    List<ContractRow> send(String name, int first, int end) {
        List<ContractRow> rows = LongStream.range(first, end).mapToObj(id -> new ContractRow(id, name)).toList();
        send(rows);
        return rows;
    }

    void send(List<ContractRow> rows) {
        rows.forEach(row -> send(row.id(), row.json()));
        this.topic.await();
    }

    /** Sends any value with the headers of a row, or a tombstone where it is null. */
    void send(long id, String json) {
        this.topic.send((int) (id % PARTITIONS), "{\"id\":" + id + "}", json);
    }

    /** Sends what is no row at all. */
    void sendForeign(long id, String value) {
        this.topic.sendForeign((int) (id % PARTITIONS), null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the sink has committed everything. */
    boolean isDone() {
        try (Admin admin = Admin.create(this.clients); KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(this.group)
                .partitionsToOffsetAndMetadata()
                .get();
            return consumer.endOffsets(partitions())
                .entrySet()
                .stream()
                .allMatch(end -> end.getValue() == 0 || (committed.get(end.getKey()) != null
                        && committed.get(end.getKey()).offset() == end.getValue()));
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Returns the values of the dead letters. */
    List<String> deadLetters() {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> letters = consumer.listTopics()
                .keySet()
                .stream()
                .filter(each -> each.startsWith(name() + ".") && each.endsWith(".dlq"))
                .flatMap(each -> partitions(each).stream())
                .toList();
            consumer.assign(letters);
            consumer.seekToBeginning(letters);
            long count = consumer.endOffsets(letters).values().stream().mapToLong(Long::longValue).sum();
            while (values.size() < count) {
                consumer.poll(Duration.ofMillis(100))
                    .forEach(letter -> values.add(new String(letter.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(this.clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        this.topic.close();
    }

}
