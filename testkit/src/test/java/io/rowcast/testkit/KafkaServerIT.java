package io.rowcast.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

class KafkaServerIT extends ServerContract<KafkaServer> {

    private static final TopicPartition ENTRIES = new TopicPartition("entries", 0);

    @Override
    KafkaServer create(Path folder) {
        return KafkaServer.in(folder);
    }

    @Override
    void write(KafkaServer server, String key) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all");
        try (Admin admin = Admin.create(settings)) {
            Set<String> topics = admin.listTopics().names().get();
            if (!topics.contains(ENTRIES.topic())) {
                admin.createTopics(List.of(new NewTopic(ENTRIES.topic(), 1, (short) 1))).all().get();
            }
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(ENTRIES.topic(), key, key)).get();
        }
    }

    @Override
    boolean holds(KafkaServer server, String key) {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers());
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(ENTRIES));
            consumer.seekToBeginning(List.of(ENTRIES));
            long end = consumer.endOffsets(List.of(ENTRIES)).get(ENTRIES);
            while (consumer.position(ENTRIES) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (key.equals(record.key())) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

}
