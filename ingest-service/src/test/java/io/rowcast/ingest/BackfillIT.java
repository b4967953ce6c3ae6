package io.rowcast.ingest;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What was there before is read in ranges, beside what comes. */
@ExtendWith(Servers.class)
class BackfillIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private static final Map<String, String> EVENTS = Map.of("rowcast.tables[0].name", "events",
            "rowcast.tables[0].incrementing-column", "id", "rowcast.tables[0].poll-interval", "20ms");

    private final PostgresServer postgres;

    private final KafkaServer kafka;

    private Source source;

    BackfillIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    @BeforeEach
    void createTable() {
        this.source = Source.create(this.postgres);
        this.source.execute("CREATE TABLE events (id bigserial PRIMARY KEY, note text)");
    }

    private void insert(int rows) {
        this.source.execute("INSERT INTO events (note) SELECT 'old' FROM generate_series(1, " + rows + ")");
    }

    private PublishedTopic topic() {
        return new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + "events");
    }

    private RunningIngest start(int pageSize, String setting) {
        List<String> settings = new ArrayList<>(List.of("rowcast.tables[0].page-size=" + pageSize, setting));
        EVENTS.forEach((key, value) -> settings.add(key + "=" + value));
        return RunningIngest.start(this.source, this.kafka, settings.toArray(String[]::new));
    }

    private static void awaitRecords(PublishedTopic topic, int records) {
        await().atMost(TIMEOUT).ignoreExceptions().until(() -> topic.records().size() >= records);
    }

    private static long id(ConsumerRecord<String, String> record) {
        return Long.parseLong(record.key().replaceAll("[^-0-9]", ""));
    }

    /** Each committed row once, and the sequence without a hole. */
    private void awaitAllRows(PublishedTopic topic) {
        List<Long> ids = this.source.ids("events");
        awaitRecords(topic, ids.size());
        assertThat(topic.records().stream().map(BackfillIT::id).sorted().toList()).isEqualTo(ids);
        assertThat(topic.sequences()).isEqualTo(LongStream.rangeClosed(1, ids.size()).boxed().toList());
    }

    private static PipelineStatus status(RunningIngest ingest) {
        return ingest.status("public.events");
    }

    private static void awaitBackfill(RunningIngest ingest, boolean isThere) {
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .until(() -> status(ingest).state() == State.RUNNING && (status(ingest).backfill() != null) == isThere);
    }

    @Test
    void everyRowComesOnceThoughTheServiceIsKilledAndTheTableChanges() throws SQLException {
        insert(100_000);
        this.source.execute("DELETE FROM events WHERE id % 97 = 0; INSERT INTO events VALUES (-7, 'old'), (-5, 'old')");
        Map<String, String> settings = new HashMap<>(EVENTS);
        settings.put("rowcast.tables[0].page-size", "1000");
        settings.put("rowcast.backfill.max-rows-per-second", "20000");
        try (ServiceProcess ingest = IngestProcess.of(this.source, this.kafka, settings);
                PublishedTopic topic = topic();
                RandomTransactions writers = new RandomTransactions(this.source,
                        "INSERT INTO events (note) VALUES ('new')", 3)) {
            writers.steps(100);
            insert(10);
            for (int kill = 1; kill <= 2; kill++) {
                ingest.start();
                awaitRecords(topic, kill * 20_000);
                writers.steps(200);
                writers.endAll();
                this.source.execute("ALTER TABLE events ADD COLUMN more" + kill + " int");
                this.source.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        + "WHERE datname = current_database() AND application_name = 'rowcast-ingest'");
                awaitRecords(topic, kill * 20_000 + 5_000);
                ingest.kill();
            }
            ingest.start();
            awaitAllRows(topic);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void newRowsDoNotWaitForTheFirstReadingWhichKeepsItsPace(CapturedOutput output) {
        insert(40_000);
        try (RunningIngest ingest = start(1_000, "rowcast.tables[0].backfill.max-rows-per-second=5000");
                PublishedTopic topic = topic()) {
            awaitBackfill(ingest, true);
            insert(1);
            await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> topic.records().stream().anyMatch(record -> id(record) == 40_001));
            PipelineStatus.Backfill backfill = status(ingest).backfill();
            assertThat(backfill).isNotNull();
            assertThat(backfill.rowsRead()).isLessThan(40_000);
            assertThat(ingest.get("/actuator/pipeline")).contains("\"backfill\":{\"rangesLeft\":");
            awaitAllRows(topic);
            awaitBackfill(ingest, false);
            List<ConsumerRecord<String, String>> old = topic.records().stream().filter(r -> id(r) <= 40_000).toList();
            assertThat(old).extracting(record -> PublishedTopic.header(record, RecordHeaders.OP)).containsOnly("r");
            assertThat(topic.records()).filteredOn(record -> id(record) == 40_001)
                .extracting(record -> PublishedTopic.header(record, RecordHeaders.OP))
                .containsExactly("c");
            // Several ranges at once: the order is not that of the ids.
            assertThat(old).extracting(BackfillIT::id).isNotEqualTo(this.source.ids("events").subList(0, 40_000));
            assertThat(old.getLast().timestamp() - old.getFirst().timestamp()).isGreaterThan(7_000);
            assertThat(output).containsOnlyOnce("the first reading goes on in 1 ranges, 4 at once")
                .containsOnlyOnce("the first reading is complete");
        }
    }

    @Test
    void anOperatorPausesSkipsAndResetsWhatIsReadInRanges() {
        insert(20_000);
        try (RunningIngest ingest = start(1_000, "rowcast.backfill.max-rows-per-second=3000");
                PublishedTopic topic = topic()) {
            awaitBackfill(ingest, true);
            awaitRecords(topic, 2_000);
            assertThat(ingest.ask("public.events", "{\"action\":\"pause\"}")).startsWith("20");
            await().atMost(TIMEOUT).until(() -> status(ingest).state() == State.PAUSED);
            int before = (int) ingest.metric("rowcast.rows.published", "public.events");
            assertThat(status(ingest).backfill()).isNotNull()
                .extracting(PipelineStatus.Backfill::rowsRead)
                .isEqualTo((long) before);
            assertThat(ingest.ask("public.events", "{\"action\":\"skip\",\"position\":19990}")).startsWith("20");
            assertThat(ingest.ask("public.events", "{\"action\":\"resume\"}")).startsWith("20");
            awaitBackfill(ingest, false);
            awaitRecords(topic, before + 10);
            assertThat(topic.records().stream().skip(before).map(BackfillIT::id).sorted().toList())
                .isEqualTo(LongStream.rangeClosed(19_991, 20_000).boxed().toList());
            assertThat(ingest.ask("public.events", "{\"action\":\"reset\",\"position\":\"beginning\"}"))
                .startsWith("20");
            awaitRecords(topic, before + 10 + 20_000);
            assertThat(topic.records().stream().skip(before + 10L).map(BackfillIT::id).sorted().toList())
                .isEqualTo(this.source.ids("events"));
            assertThat(topic.sequences()).isEqualTo(LongStream.rangeClosed(1, before + 10 + 20_000L).boxed().toList());
        }
    }

    @Test
    void idsMayBeAnywhereInBigint() {
        this.source.execute("INSERT INTO events SELECT id FROM generate_series(-50, 50) AS id UNION ALL "
                + "SELECT 9223372036854775807 - i * 90071992547409 FROM generate_series(0, 100) AS i UNION ALL "
                + "SELECT -9223372036854775808 + i FROM generate_series(0, 40) AS i");
        try (RunningIngest ingest = start(2, "rowcast.backfill.parallelism=7"); PublishedTopic topic = topic()) {
            awaitAllRows(topic);
            awaitBackfill(ingest, false);
        }
    }

}
