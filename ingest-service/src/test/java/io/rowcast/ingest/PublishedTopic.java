package io.rowcast.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a reader of committed records finds in a topic, in the order of the sequence. */
final class PublishedTopic implements AutoCloseable {

    private final String topic;

    private final KafkaConsumer<String, String> consumer;

    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    PublishedTopic(KafkaServer kafka, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest", "max.poll.records", 20_000),
                new StringDeserializer(), new StringDeserializer());
    }

    /** Returns what is there by now; nothing, if there is no topic yet. */
    List<ConsumerRecord<String, String>> records() {
        if (this.consumer.assignment().isEmpty()) {
            Collection<TopicPartition> partitions = this.consumer.partitionsFor(this.topic, Duration.ofSeconds(5))
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            if (partitions.isEmpty()) {
                return List.of();
            }
            this.consumer.assign(partitions);
            this.consumer.seekToBeginning(partitions);
        }
        this.consumer.poll(Duration.ofMillis(100)).forEach(this.records::add);
        this.records.sort(Comparator.comparingLong(record -> RecordHeaders.sequence(record.headers())));
        return List.copyOf(this.records);
    }

    List<Long> sequences() {
        return this.records.stream().map(record -> RecordHeaders.sequence(record.headers())).toList();
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        this.consumer.close();
    }

}
