package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(Servers.class)
class LateCommitsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private static final Map<String, String> EVENTS = Map.of("rowcast.tables[0].name", "events",
            "rowcast.tables[0].incrementing-column", "id", "rowcast.tables[0].poll-interval", "5ms");

    private static final String[] EVENTS_ARGUMENTS = EVENTS.entrySet()
        .stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);

    private final PostgresServer postgres;

    private final KafkaServer kafka;

    private Source source;

    LateCommitsIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    @BeforeEach
    void createTable() {
        this.source = Source.create(this.postgres);
        this.source.execute("CREATE TABLE events (id bigserial PRIMARY KEY, note text)");
    }

    private PublishedTopic topic(String table) {
        return new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + table);
    }

    /** Each committed row once, and the sequence without a hole. */
    private void awaitAllRows(PublishedTopic topic, String table) {
        List<Long> ids = this.source.ids(table);
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(topic.records()).hasSizeGreaterThanOrEqualTo(ids.size()));
        assertThat(topic.records()).extracting(record -> Long.valueOf(record.key().replaceAll("[^-0-9]", "")))
            .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(topic.sequences()).containsExactlyElementsOf(LongStream.rangeClosed(1, ids.size()).boxed().toList());
    }

    @Test
    void rowsThatCommitLateAreStillPublishedAndNoneTwice() throws SQLException {
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, EVENTS_ARGUMENTS);
                PublishedTopic topic = topic("events");
                RandomTransactions writers = new RandomTransactions(this.source,
                        "INSERT INTO events (note) VALUES ('late')", 1)) {
            writers.steps(100);
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> !topic.records().isEmpty());
            writers.steps(2_000);
            await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.open", "public.events") > 0);
            writers.endAll();
            awaitAllRows(topic, "events");
        }
    }

    /** Each mode that promises it, with ids that are taken from a pool in blocks. */
    @Test
    void rowsThatCommitLateArePublishedOnceThoughTheServiceIsKilled() throws SQLException {
        this.source.execute("""
                ALTER SEQUENCE events_id_seq CACHE 20;
                CREATE TABLE changes (id bigserial PRIMARY KEY, changed timestamptz NOT NULL DEFAULT now());
                CREATE TABLE mixed (id bigserial PRIMARY KEY, changed timestamp NOT NULL
                    DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'));
                CREATE SEQUENCE codes;
                CREATE TABLE texts (id text COLLATE "C" PRIMARY KEY DEFAULT lpad(nextval('codes')::text, 9, '0'))""");
        Map<String, String> settings = new HashMap<>(EVENTS);
        settings.putAll(settings(1, "changes", "mode", "timestamp", "timestamp-columns", "changed"));
        settings.putAll(settings(2, "mixed", "mode", "timestamp+incrementing", "timestamp-columns", "changed"));
        settings.putAll(settings(3, "texts", "incrementing-column", "id"));
        List<String> tables = List.of("events", "changes", "mixed", "texts");
        try (ServiceProcess ingest = IngestProcess.of(this.source, this.kafka, settings);
                PublishedTopic topic = topic("events");
                RandomTransactions writers = new RandomTransactions(this.source,
                        "INSERT INTO events (note) VALUES ('late'); INSERT INTO changes DEFAULT VALUES;"
                                + "INSERT INTO mixed DEFAULT VALUES; INSERT INTO texts DEFAULT VALUES",
                        2)) {
            for (int kill = 0; kill < 3; kill++) {
                int before = this.source.ids("events").size();
                ingest.start();
                writers.steps(100);
                // One of the new rows is there: the service is at work again.
                await().atMost(TIMEOUT).ignoreExceptions().until(() -> topic.records().size() > before);
                writers.steps(600);
                ingest.kill();
            }
            writers.endAll();
            ingest.start();
            for (String table : tables) {
                try (PublishedTopic published = topic(table)) {
                    awaitAllRows(published, table);
                }
            }
        }
    }

    @Test
    void rowsOfPooledIdsThatCommitUpToThreeSecondsLateArePublishedOnceThoughTheServiceIsKilled() throws SQLException {
        Random random = new Random(3);
        try (ServiceProcess ingest = IngestProcess.of(this.source, this.kafka, EVENTS);
                PublishedTopic topic = topic("events");
                PooledTransactions writers = new PooledTransactions(this.source, "events", 3)) {
            for (int kill = 0; kill < 3; kill++) {
                int before = topic.records().size();
                int published = before + 50 + random.nextInt(100);
                ingest.start();
                await().atMost(TIMEOUT).until(() -> topic.records().size() > published);
                ingest.kill();
            }
            ingest.start();
            writers.end();
            awaitAllRows(topic, "events");
        }
    }

    @Test
    void lateRowsAreFoundFromTheLowestIdToTheHighest() throws SQLException {
        try (Connection slow = this.source.connect(); Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO events VALUES (-9223372036854775807), (-1), (9223372036854775805)");
            this.source.execute("INSERT INTO events VALUES (-9223372036854775808), (0), (9223372036854775804), "
                    + "(9223372036854775806)");
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, EVENTS_ARGUMENTS);
                    PublishedTopic topic = topic("events")) {
                awaitAllRows(topic, "events");
                this.source.execute("INSERT INTO events VALUES (9223372036854775807)");
                awaitAllRows(topic, "events");
                slow.commit();
                awaitAllRows(topic, "events");
                assertThat(ingest.status("public.events").position()).isEqualTo("9223372036854775807");
                assertThat(ingest.isReady()).isTrue();
            }
        }
    }

    private static Map<String, String> settings(int table, String name, String... settings) {
        String key = "rowcast.tables[" + table + "].";
        Map<String, String> all = new HashMap<>(Map.of(key + "name", name, key + "poll-interval", "5ms"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(key + settings[i], settings[i + 1]);
        }
        return all;
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aGapWaitsForItsTransactionAcrossARestartAndIsThenGivenUp(CapturedOutput output) throws SQLException {
        try (PublishedTopic topic = topic("events");
                Connection slow = this.source.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO events (note) VALUES ('slow')");
            this.source.execute("BEGIN; INSERT INTO events (note) VALUES ('never'); ROLLBACK");
            this.source.execute("INSERT INTO events (note) VALUES ('quick')");
            String[] settings = { EVENTS_ARGUMENTS[0], EVENTS_ARGUMENTS[1], EVENTS_ARGUMENTS[2],
                    "rowcast.tables[0].gap-timeout=1s" };
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, settings)) {
                await().atMost(TIMEOUT).ignoreExceptions().until(() -> topic.records().size() == 1);
                await().during(Duration.ofSeconds(3))
                    .atMost(TIMEOUT)
                    .until(() -> ingest.metric("rowcast.gaps.open", "public.events") == 1);
            }
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, settings)) {
                await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.open", "public.events") == 1);
                slow.commit();
                awaitAllRows(topic, "events");
                await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.open", "public.events") == 0);
                this.source.execute("BEGIN; INSERT INTO events (note) VALUES ('never'); ROLLBACK");
                this.source.execute("INSERT INTO events (note) VALUES ('next')");
                awaitAllRows(topic, "events");
                await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.given.up", "public.events") == 1);
                assertThat(output).containsOnlyOnce("gave up waiting for rows with the ids 4");
            }
        }
    }

}
