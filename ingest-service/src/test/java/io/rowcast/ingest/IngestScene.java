package io.rowcast.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Some tables of a database, the service that reads them, and what is in their topics.
 */
final class IngestScene {

    static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final TestDatabase database;

    private final KafkaServer kafka;

    private final List<String> settings = new ArrayList<>();

    private int tables;

    IngestScene(TestDatabase database, KafkaServer kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    /** Has a table read, every 20 ms if its settings say nothing else. */
    IngestScene table(String name, String... settings) {
        String key = "rowcast.tables[" + this.tables++ + "].";
        this.settings.add(key + "name=" + name);
        if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("poll-interval"))) {
            this.settings.add(key + "poll-interval=20ms");
        }
        for (String setting : settings) {
            this.settings.add(key + setting);
        }
        return this;
    }

    /** Adds settings of the service. */
    void set(String... settings) {
        this.settings.addAll(List.of(settings));
    }

    /** Starts the service in this JVM. */
    RunningIngest start() {
        return RunningIngest.start(this.database, this.kafka, this.settings);
    }

    /** Returns the service as a process that does not run yet. */
    ServiceProcess process() {
        Map<String, String> properties = new HashMap<>();
        this.settings.forEach(setting -> properties.put(setting.substring(0, setting.indexOf('=')),
                setting.substring(setting.indexOf('=') + 1)));
        return IngestProcess.of(this.database, this.kafka, properties);
    }

    PublishedTopic topic(String table) {
        return new PublishedTopic(this.kafka, this.database.prefix() + table);
    }

    static void awaitRecords(PublishedTopic topic, int count) {
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(topic.records()).hasSizeGreaterThanOrEqualTo(count));
    }

    /** So many rows, and no sequence but theirs; returns their values. */
    static List<String> awaitRows(PublishedTopic topic, int count) {
        awaitRecords(topic, count);
        assertThat(topic.sequences()).containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
        return topic.records().stream().map(ConsumerRecord::value).toList();
    }

    /** Each row of a table once, compared id by id. */
    void awaitAllRows(String table) {
        try (PublishedTopic topic = topic(table)) {
            awaitAllRows(topic, table);
        }
    }

    void awaitAllRows(PublishedTopic topic, String table) {
        List<Long> ids = this.database.ids(table);
        awaitRows(topic, ids.size());
        // Lists that are sorted are compared much faster than in any order.
        assertThat(topic.records().stream().map(IngestScene::id).sorted().toList()).isEqualTo(ids);
    }

    static long id(ConsumerRecord<String, String> row) {
        return Long.parseLong(row.key().replaceAll("[^-0-9]", ""));
    }

}
