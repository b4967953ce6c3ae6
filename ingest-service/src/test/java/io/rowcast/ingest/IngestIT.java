package io.rowcast.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(Servers.class)
class IngestIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String[] PEOPLE = { "rowcast.tables[0].name=people",
            "rowcast.tables[0].incrementing-column=id", "rowcast.tables[0].poll-interval=50ms" };

    private final PostgresServer postgres;

    private final KafkaServer kafka;

    private Source source;

    IngestIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    @BeforeEach
    void createTable() {
        this.source = Source.create(this.postgres);
        this.source.execute("CREATE TABLE people (id bigserial PRIMARY KEY, name varchar(40), born timestamp)");
    }

    private void insert(int from, int to) {
        this.source.execute("INSERT INTO people SELECT i, 'name ' || i, '2020-06-29 11:20:20.355755' FROM "
                + "generate_series(" + from + ", " + to + ") AS i");
    }

    private PublishedTopic topic(String table) {
        return new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + table);
    }

    private static void awaitRows(PublishedTopic topic, int count) {
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(topic.records()).hasSize(count));
        assertThat(topic.sequences()).containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void rowsArriveWithKeyValueAndHeaders() {
        insert(1, 3);
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, PEOPLE);
                PublishedTopic topic = topic("people")) {
            awaitRows(topic, 3);
            insert(4, 4);
            awaitRows(topic, 4);
            ConsumerRecord<String, String> first = topic.records().getFirst();
            assertThat(first.key()).isEqualTo("{\"id\":1}");
            assertThat(first.value())
                .isEqualTo("{\"id\":1,\"name\":\"name 1\",\"born\":\"2020-06-29T11:20:20.355755\"}");
            assertThat(PublishedTopic.header(first, RecordHeaders.SOURCE))
                .isEqualTo(this.source.database() + ".public.people");
            assertThat(PublishedTopic.header(first, RecordHeaders.OP)).isEqualTo("r");
            assertThat(PublishedTopic.header(topic.records().getLast(), RecordHeaders.OP)).isEqualTo("c");
            assertThat(first.timestamp()).isCloseTo(System.currentTimeMillis(), Offset.offset(60_000L));
            assertThat(ingest.isReady()).isTrue();
            assertThat(ingest.status("public.people").position()).isEqualTo("4");
            assertThat(ingest.metric("rowcast.rows.published", "public.people")).isEqualTo(4);
            assertThat(ingest.get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("rowcast_"))
                .filter(line -> line.contains("table=\"public.people\""))
                .map(line -> line.substring(0, line.indexOf('{')))).containsExactlyInAnyOrder("rowcast_rows_read_total",
                        "rowcast_rows_published_total", "rowcast_gaps_open", "rowcast_gaps_given_up_total",
                        "rowcast_lag_seconds", "rowcast_retries_total", "rowcast_records_dead_lettered_total",
                        "rowcast_rows_null_timestamp_total", "rowcast_rows_filtered_total");
        }
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        try (PublishedTopic topic = topic("people")) {
            for (int i = 0; i < 3; i++) {
                insert(100 * i + 1, 100 * i + 100);
                try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, PEOPLE)) {
                    awaitRows(topic, 100 * i + 100);
                    assertThat(ingest.statuses()).hasSize(1);
                }
            }
            assertThat(topic.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
        }
    }

    @Test
    void aColumnWithoutAMappingStopsItsTableUnlessItIsToTravelAsTextOrNotAtAll() {
        insert(1, 3);
        this.source.execute("CREATE EXTENSION cube; CREATE TABLE failing (id int PRIMARY KEY, place cube, n int);"
                + "INSERT INTO failing VALUES (1, '(1,2)', 5); CREATE TABLE printing (LIKE failing INCLUDING ALL);"
                + "CREATE TABLE skipping (LIKE failing INCLUDING ALL); INSERT INTO printing SELECT * FROM failing;"
                + "INSERT INTO skipping SELECT * FROM failing");
        List<String> settings = new ArrayList<>(List.of(PEOPLE));
        List<String> treatments = List.of("fail", "text", "skip");
        List<String> tables = List.of("failing", "printing", "skipping");
        for (int i = 0; i < tables.size(); i++) {
            String table = "rowcast.tables[" + (i + 1) + "].";
            settings.addAll(List.of(table + "name=" + tables.get(i), table + "incrementing-column=id",
                    table + "on-unmapped-column=" + treatments.get(i)));
        }
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, settings.toArray(String[]::new));
                PublishedTopic people = topic("people");
                PublishedTopic printing = topic("printing");
                PublishedTopic skipping = topic("skipping")) {
            awaitRows(people, 3);
            awaitRows(printing, 1);
            awaitRows(skipping, 1);
            assertThat(printing.records().getFirst().value()).isEqualTo("{\"id\":1,\"place\":\"(1, 2)\",\"n\":5}");
            assertThat(skipping.records().getFirst().value()).isEqualTo("{\"id\":1,\"n\":5}");
            await().atMost(TIMEOUT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ingest.status("public.failing").state()).isEqualTo(State.STOPPED));
            assertThat(ingest.status("public.failing").lastError()).contains("public.failing", "place", "cube");
            assertThat(ingest.isReady()).isFalse();
        }
    }

    @Test
    void changesOfTheTableAreFollowedWithoutARestart() {
        insert(1, 2);
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, PEOPLE);
                PublishedTopic topic = topic("people")) {
            awaitRows(topic, 2);
            this.source.execute("ALTER TABLE people ADD COLUMN mail text; ALTER TABLE people DROP COLUMN born;"
                    + "ALTER TABLE people ALTER COLUMN name TYPE text; ALTER TABLE people RENAME name TO full_name");
            this.source.execute("INSERT INTO people VALUES (3, 'three', 'three@example.org')");
            awaitRows(topic, 3);
            List<ConsumerRecord<String, String>> records = topic.records();
            assertThat(records.get(2).value())
                .isEqualTo("{\"id\":3,\"full_name\":\"three\",\"mail\":\"three@example.org\"}");
            assertThat(PublishedTopic.header(records.get(2), RecordHeaders.SCHEMA))
                .isNotEqualTo(PublishedTopic.header(records.get(1), RecordHeaders.SCHEMA));
            assertThat(ingest.metric("rowcast.retries", "public.people")).isZero();
        }
    }

    @Test
    void keysAreThoseOfTheConfigurationOrThereAreNone() {
        this.source.execute("CREATE TABLE log (id bigint NOT NULL UNIQUE, host text, line text);"
                + "INSERT INTO log VALUES (-5, 'a', 'x'), (0, 'b', 'y'), (9223372036854775807, NULL, 'z');"
                + "CREATE TABLE same AS SELECT * FROM log; ALTER TABLE same ALTER id SET NOT NULL");
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, "rowcast.tables[0].name=public.log",
                "rowcast.tables[0].incrementing-column=id", "rowcast.tables[1].name=same",
                "rowcast.tables[1].incrementing-column=id", "rowcast.tables[1].key-columns=host,id");
                PublishedTopic log = topic("log");
                PublishedTopic same = topic("same")) {
            awaitRows(log, 3);
            awaitRows(same, 3);
            assertThat(log.records()).extracting(ConsumerRecord::key).containsOnlyNulls();
            assertThat(same.records()).extracting(ConsumerRecord::key)
                .containsExactly("{\"host\":\"a\",\"id\":-5}", "{\"host\":\"b\",\"id\":0}",
                        "{\"host\":null,\"id\":9223372036854775807}");
            assertThat(ingest.isReady()).isTrue();
        }
    }

    @Test
    void aRowThatTheBrokerDoesNotTakeGoesToTheDeadLettersAlone() {
        insert(1, 2);
        this.source.execute(
                "INSERT INTO people (id, name) VALUES (3, 'three');" + "ALTER TABLE people ALTER COLUMN name TYPE text;"
                        + "INSERT INTO people (id, name) VALUES (4, repeat('x', 2000000)), (5, 'five')");
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, PEOPLE);
                PublishedTopic topic = topic("people");
                PublishedTopic letters = topic("people.ingest.dlq")) {
            awaitRows(topic, 4);
            await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(letters.records()).hasSize(1));
            ConsumerRecord<String, String> letter = letters.records().getFirst();
            assertThat(letter.key()).isEqualTo("{\"id\":4}");
            assertThat(letter.value()).startsWith("{\"key\":{\"id\":4},\"size\":20000")
                .contains("\"reason\":\"the row is larger than the broker takes\"")
                .doesNotContain("xxx");
            assertThat(ingest.metric("rowcast.records.dead.lettered", "public.people")).isEqualTo(1);
            assertThat(topic.records()).extracting(ConsumerRecord::key)
                .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":5}");
        }
    }

}
