package io.rowcast.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.record.RecordHeaders;
import io.rowcast.record.RowJson;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tables that are altered while they are read. */
@ExtendWith(Servers.class)
class SchemaChangeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final List<String> CHANGES = List.of("ADD COLUMN d timestamptz DEFAULT '2020-01-01 00:00+00'",
            "ALTER b TYPE varchar(20)", "ALTER b TYPE text", "ALTER a TYPE bigint", "ALTER a TYPE smallint",
            "RENAME c TO renamed", "ALTER a TYPE text", "ALTER b SET NOT NULL", "DROP COLUMN d",
            "ALTER b TYPE varchar(3)");

    private static final String[] PEOPLE = { "rowcast.tables[0].name=people",
            "rowcast.tables[0].incrementing-column=id", "rowcast.tables[0].poll-interval=20ms" };

    private static final String RESUME = "{\"action\":\"resume\"}";

    private final RowJson json = new RowJson();

    private final Source source;

    private final KafkaServer kafka;

    SchemaChangeIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.kafka = kafka;
        this.source.execute("CREATE TABLE people (id bigserial PRIMARY KEY, a int DEFAULT 1, "
                + "b varchar(5) DEFAULT 'abc', c numeric(5,2)[] DEFAULT '{1.50,NULL}')");
    }

    private PublishedTopic people() {
        return new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + "people");
    }

    private void insertUntil(AtomicBoolean done) {
        try (Connection connection = this.source.connect(); Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.execute("INSERT INTO people DEFAULT VALUES");
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static long schemas(PublishedTopic topic) {
        return topic.records()
            .stream()
            .map(each -> PublishedTopic.header(each, RecordHeaders.SCHEMA))
            .distinct()
            .count();
    }

    private static void awaitRecords(PublishedTopic topic, Predicate<List<ConsumerRecord<String, String>>> condition) {
        await().atMost(TIMEOUT).ignoreExceptions().until(topic::records, condition);
    }

    @Test
    void eachRowOfATableThatIsAlteredUnderLoadComesWithASchemaThatFitsIt() {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = List.of(CompletableFuture.runAsync(() -> insertUntil(done)),
                CompletableFuture.runAsync(() -> insertUntil(done)));
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, PEOPLE);
                PublishedTopic topic = people();
                PublishedSchemas schemas = new PublishedSchemas(this.kafka)) {
            for (int i = 0; i <= CHANGES.size(); i++) {
                int versions = i + 1;
                awaitRecords(topic, records -> schemas(topic) == versions);
                if (i < CHANGES.size()) {
                    this.source.execute("ALTER TABLE people " + CHANGES.get(i));
                }
            }
            done.set(true);
            writers.forEach(CompletableFuture::join);
            List<Long> ids = this.source.ids("people");
            awaitRecords(topic, records -> records.size() >= ids.size());
            assertThat(topic.records().stream().map(each -> id(schemas, each)))
                .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(topic.records().getLast().value())
                .endsWith(",\"a\":\"1\",\"b\":\"abc\",\"renamed\":[1.50,null]}");
            assertThat(ingest.metric("rowcast.retries", "public.people")).isZero();
        }
        finally {
            done.set(true);
        }
    }

    /** The row's schema tells all of its value, and nothing else. */
    private long id(PublishedSchemas schemas, ConsumerRecord<String, String> each) {
        Struct row = this.json.decode(schemas.of(each), each.value().getBytes(StandardCharsets.UTF_8));
        assertThat(new String(this.json.encode(row), StandardCharsets.UTF_8)).isEqualTo(each.value());
        return row.getInt64("id");
    }

    @Test
    void aTableThatIsToPauseGoesOnWithANewSchemaOnlyWhenThatIsAccepted() {
        this.source.execute("INSERT INTO people DEFAULT VALUES");
        String[] pausing = { PEOPLE[0], PEOPLE[1], PEOPLE[2], "rowcast.tables[0].schema-change=pause" };
        try (PublishedTopic topic = people()) {
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, pausing)) {
                awaitRecords(topic, records -> records.size() == 1);
                this.source.execute("ALTER TABLE people ADD mail text; INSERT INTO people DEFAULT VALUES");
                awaitStopped(ingest, "table public.people has changed: there is a new column mail text;");
            }
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, pausing)) {
                awaitStopped(ingest, "mail text]; resume it to publish rows with the new schema");
                assertThat(ingest.isReady()).isFalse();
                assertThat(topic.records()).hasSize(1);
                assertThat(ingest.ask("public.people", RESUME)).startsWith("20");
                awaitRecords(topic, records -> records.size() == 2);
                assertThat(topic.records().getLast().value()).endsWith(",\"mail\":null}");
                assertThat(ingest.status("public.people").state()).isEqualTo(State.RUNNING);
                this.source.execute("ALTER TABLE people DROP mail; INSERT INTO people DEFAULT VALUES");
                awaitStopped(ingest, "table public.people has changed: column mail text is gone;");
            }
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, PEOPLE)) {
                awaitRecords(topic, records -> records.size() == 3);
                assertThat(topic.records().getLast().value()).doesNotContain("mail");
                assertThat(ingest.status("public.people").state()).isEqualTo(State.RUNNING);
            }
        }
    }

    /**
     * A lock keeps the service from reading on, so that nothing but the operator's answer
     * can tell the next one that the change is accepted; nor why the table was stopped.
     */
    @Test
    void aChangeIsAcceptedForWhoeverReadsNext() throws SQLException {
        this.source.execute("INSERT INTO people DEFAULT VALUES");
        String[] pausing = { PEOPLE[0], PEOPLE[1], PEOPLE[2], "rowcast.tables[0].schema-change=pause",
                "rowcast.retry.max=1s" };
        try (PublishedTopic topic = people();
                Connection other = this.source.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, pausing)) {
                awaitRecords(topic, records -> records.size() == 1);
                this.source.execute("ALTER TABLE people ADD mail text; INSERT INTO people DEFAULT VALUES");
                awaitStopped(ingest, "there is a new column mail text");
                statement.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE");
                assertThat(ingest.ask("public.people", RESUME)).startsWith("20");
                awaitRetrying(ingest);
            }
            other.rollback();
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, pausing)) {
                awaitRecords(topic, records -> records.size() == 2);
                this.source.execute("ALTER TABLE people DROP mail; INSERT INTO people DEFAULT VALUES");
                awaitStopped(ingest, "column mail text is gone");
            }
            statement.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE");
            try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, pausing)) {
                awaitRetrying(ingest);
                assertThat(ingest.ask("public.people", RESUME)).startsWith("202");
                other.rollback();
                awaitRecords(topic, records -> records.size() == 3);
            }
        }
    }

    private static void awaitRetrying(RunningIngest ingest) {
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .until(() -> ingest.status("public.people").state() == State.RETRYING);
    }

    private static void awaitStopped(RunningIngest ingest, String reason) {
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> {
            assertThat(ingest.status("public.people").state()).isEqualTo(State.STOPPED);
            assertThat(ingest.status("public.people").lastError()).contains(reason);
        });
    }

}
