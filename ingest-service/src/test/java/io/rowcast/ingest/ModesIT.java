package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Each way of finding rows, against a real database. */
@ExtendWith(Servers.class)
class ModesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Source source;

    private final IngestScene scene;

    ModesIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.scene = new IngestScene(this.source, kafka);
    }

    private void table(String name, String... settings) {
        this.scene.table(name, settings);
    }

    private RunningIngest start() {
        return this.scene.start();
    }

    private PublishedTopic topic(String table) {
        return this.scene.topic(table);
    }

    private static String last(PublishedTopic topic) {
        return topic.records().getLast().value();
    }

    @Test
    void changesAreFoundByTheFirstTimestampThatIsNotNull() throws SQLException {
        this.source.execute(
                """
                        CREATE TABLE notes (id int PRIMARY KEY, changed timestamptz, made timestamptz);
                        INSERT INTO notes SELECT i, NULL, '2020-06-29 11:20:20.355755Z' FROM generate_series(1, 10) AS i;
                        INSERT INTO notes VALUES (11, NULL, NULL), (12, NULL, NULL), (13, '2020-06-29 11:20:20.355754Z', now())""");
        table("notes", "mode=timestamp", "timestamp-columns=changed,made", "page-size=3", "lookback=1s");
        try (PublishedTopic topic = topic("notes");
                Connection slow = this.source.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            try (RunningIngest ingest = start()) {
                List<String> rows = IngestScene.awaitRows(topic, 13);
                assertThat(rows.get(2)).startsWith("{\"id\":13,");
                assertThat(rows.get(12))
                    .isEqualTo("{\"id\":10,\"changed\":null,\"made\":\"2020-06-29T11:20:20.355755Z\"}");
                assertThat(topic.records()).allMatch(row -> PublishedTopic.header(row, RecordHeaders.OP).equals("r"));
                assertThat(ingest.metric("rowcast.rows.null.timestamp", "public.notes")).isEqualTo(2);
                statement.execute("SELECT now()");
                this.source.execute("UPDATE notes SET changed = now() + interval '1 hour' WHERE id = 4");
                IngestScene.awaitRows(topic, 14);
                this.source.execute("UPDATE notes SET changed = now() WHERE id = 5");
                IngestScene.awaitRows(topic, 15);
                assertThat(PublishedTopic.header(topic.records().getLast(), RecordHeaders.OP)).isEqualTo("c");
            }
            this.source.execute("UPDATE notes SET changed = now() WHERE id = 12");
            try (RunningIngest ingest = start()) {
                IngestScene.awaitRows(topic, 16);
                Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(TIMEOUT)
                    .until(() -> topic.records().size() == 16 && ingest.isReady());
                // The time of a transaction is that of its begin, before the others
                // changed.
                statement.execute("UPDATE notes SET changed = now() WHERE id = 1");
                slow.commit();
                IngestScene.awaitRows(topic, 17);
                assertThat(last(topic)).startsWith("{\"id\":1,");
                assertThat(ingest.status("public.notes").state()).isEqualTo(State.RUNNING);
            }
        }
    }

    @Test
    void columnsThatAreNoWholeNumbersOrAreNotNamedIncrementAsWell() throws SQLException {
        this.source.execute(
                """
                        CREATE TABLE found (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
                        CREATE TABLE unclear (id int PRIMARY KEY, number serial);
                        CREATE TABLE names (name text COLLATE "C" PRIMARY KEY);
                        CREATE TABLE uuids (id uuid PRIMARY KEY);
                        CREATE TABLE amounts (id numeric(20, 2) PRIMARY KEY);
                        CREATE TABLE wide (id bigint PRIMARY KEY);
                        INSERT INTO found (note) VALUES ('x');
                        INSERT INTO names VALUES ('B'), ('a');
                        INSERT INTO uuids VALUES ('00000000-0000-7000-8000-000000000001'), ('ffffffff-0000-7000-8000-000000000001');
                        INSERT INTO amounts VALUES (-1.5), (0), (123456789012345678.25);
                        INSERT INTO wide VALUES (-9223372036854775808), (-1), (9223372036854775807)""");
        for (String name : List.of("found", "unclear", "amounts", "wide")) {
            table(name);
        }
        table("names", "incrementing-column=name", "lookback=1s");
        table("uuids", "incrementing-column=id");
        try (RunningIngest ingest = start();
                PublishedTopic found = topic("found");
                PublishedTopic names = topic("names");
                PublishedTopic wide = topic("wide");
                Connection slow = this.source.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            IngestScene.awaitRows(found, 1);
            assertThat(IngestScene.awaitRows(wide, 3)).last().isEqualTo("{\"id\":9223372036854775807}");
            assertThat(IngestScene.awaitRows(names, 2)).containsExactly("{\"name\":\"B\"}", "{\"name\":\"a\"}");
            statement.execute("INSERT INTO names VALUES ('b'); INSERT INTO wide VALUES (0), (-9223372036854775807)");
            this.source.execute("INSERT INTO names VALUES ('c'); INSERT INTO wide VALUES (9223372036854775806)");
            IngestScene.awaitRows(names, 3);
            IngestScene.awaitRows(wide, 4);
            slow.commit();
            assertThat(IngestScene.awaitRows(names, 4)).last().isEqualTo("{\"name\":\"b\"}");
            IngestScene.awaitRows(wide, 6);
            try (PublishedTopic uuids = topic("uuids")) {
                IngestScene.awaitRows(uuids, 2);
            }
            assertThat(ingest.status("public.unclear").lastError()).contains("[id, number]", "incrementing-column");
            assertThat(ingest.status("public.amounts").lastError()).contains("[id]", "incrementing-column");
        }
        this.scene.set("rowcast.tables[2].incrementing-column=id");
        try (RunningIngest ingest = start(); PublishedTopic amounts = topic("amounts")) {
            assertThat(IngestScene.awaitRows(amounts, 3)).last().isEqualTo("{\"id\":123456789012345678.25}");
            Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> ingest.status("public.wide").position().equals("9223372036854775807"));
        }
    }

    @Test
    void latestLeavesOutWhatIsThereButNotWhatIsOnItsWay() throws SQLException {
        this.source.execute("""
                CREATE TABLE ids (id bigserial PRIMARY KEY);
                CREATE TABLE times (id int PRIMARY KEY, changed timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'));
                CREATE TABLE texts (id varchar(9) COLLATE "C" PRIMARY KEY);
                CREATE TABLE since (id int PRIMARY KEY, changed date NOT NULL);
                INSERT INTO times VALUES (1); INSERT INTO texts VALUES ('1');
                INSERT INTO since VALUES (1, '2020-01-01'), (2, '2020-01-02'), (3, '2020-01-03')""");
        table("ids", "start-from=latest");
        table("times", "mode=timestamp", "timestamp-columns=changed", "start-from=latest");
        table("texts", "incrementing-column=id", "start-from=latest");
        table("since", "mode=timestamp+incrementing", "timestamp-columns=changed", "start-from=2020-01-02");
        try (Connection slow = this.source.connect(); Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO ids DEFAULT VALUES; INSERT INTO times VALUES (2);" + "INSERT INTO texts VALUES ('0')");
            this.source.execute("INSERT INTO ids SELECT nextval('ids_id_seq') FROM generate_series(1, 10)");
            try (RunningIngest ingest = start(); PublishedTopic since = topic("since")) {
                IngestScene.awaitRows(since, 2);
                Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> ingest.statuses().stream().allMatch(status -> status.state() == State.RUNNING));
                assertThat(ingest.metric("rowcast.gaps.open", "public.ids")).isPositive();
            }
            slow.commit();
        }
        this.source
            .execute("INSERT INTO ids DEFAULT VALUES; INSERT INTO times VALUES (3); INSERT INTO texts VALUES ('2')");
        try (RunningIngest ingest = start();
                PublishedTopic ids = topic("ids");
                PublishedTopic times = topic("times");
                PublishedTopic texts = topic("texts")) {
            assertThat(IngestScene.awaitRows(ids, 2)).containsExactly("{\"id\":1}", "{\"id\":12}");
            assertThat(IngestScene.awaitRows(times, 2)).allMatch(row -> row.matches("\\{\"id\":[23],.*"));
            assertThat(IngestScene.awaitRows(texts, 2)).containsExactly("{\"id\":\"0\"}", "{\"id\":\"2\"}");
            assertThat(ingest.isReady()).isTrue();
        }
    }

    @Test
    void queriesAreReadInEachModeAndMayChangeTheirResult() {
        this.source.execute("""
                CREATE TABLE orders (id int PRIMARY KEY, country text, changed timestamptz DEFAULT now());
                CREATE TABLE lines (line int PRIMARY KEY, id int REFERENCES orders, amount numeric(6, 2));
                INSERT INTO orders VALUES (1, 'de'), (2, 'fr'), (3, 'de');
                INSERT INTO lines VALUES (10, 1, 1.5), (11, 1, 2), (12, 2, 3), (13, 3, NULL)""");
        table("german", "incrementing-column=line", "key-columns=line",
                "query=SELECT * FROM lines JOIN orders USING (id) WHERE country = 'de'");
        table("changes", "mode=timestamp", "timestamp-columns=changed", "key-columns=id",
                "query=SELECT id, changed FROM orders WHERE country = 'de' -- all of Germany");
        table("counts", "mode=bulk", "poll-interval=1h",
                "query=SELECT country, count(*) AS orders FROM orders GROUP BY country ORDER BY 1;");
        try (RunningIngest ingest = start();
                PublishedTopic german = topic("german");
                PublishedTopic changes = topic("changes");
                PublishedTopic counts = topic("counts")) {
            assertThat(IngestScene.awaitRows(german, 3)).first()
                .asString()
                .startsWith("{\"id\":1,\"line\":10,\"amount\":1.50,\"country\":\"de\",");
            assertThat(german.records()).extracting(ConsumerRecord::key)
                .containsExactly("{\"line\":10}", "{\"line\":11}", "{\"line\":13}");
            assertThat(IngestScene.awaitRows(counts, 2)).containsExactly("{\"country\":\"de\",\"orders\":2}",
                    "{\"country\":\"fr\",\"orders\":1}");
            IngestScene.awaitRows(changes, 2);
            this.source.execute("UPDATE orders SET changed = now() WHERE id IN (2, 3)");
            IngestScene.awaitRows(changes, 3);
            this.source.execute("ALTER TABLE lines ADD colour text; INSERT INTO lines VALUES (14, 3, 5, 'red')");
            assertThat(IngestScene.awaitRows(german, 4)).last().asString().contains("\"colour\":\"red\"");
            assertThat(PublishedTopic.header(german.records().get(3), RecordHeaders.SCHEMA))
                .isNotEqualTo(PublishedTopic.header(german.records().get(2), RecordHeaders.SCHEMA));
            assertThat(ingest.metric("rowcast.retries", "public.german")).isZero();
        }
    }

    @Test
    void wholeTablesAreReadAgainAndAgainAndGoOnInTheMiddle() {
        this.source.execute("""
                CREATE TABLE keyed (code text, number int, PRIMARY KEY (code, number));
                CREATE TABLE plain (line text);
                INSERT INTO keyed SELECT 'c' || i % 3, i FROM generate_series(1, 3000) AS i;
                INSERT INTO plain SELECT 'l' || i FROM generate_series(1, 25) AS i""");
        table("keyed", "mode=bulk", "page-size=10", "poll-interval=1h");
        table("plain", "mode=bulk", "page-size=10", "poll-interval=50ms");
        try (PublishedTopic keyed = topic("keyed"); PublishedTopic plain = topic("plain")) {
            try (RunningIngest ingest = start()) {
                Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> keyed.records().size() > 50);
                assertThat(ingest.statuses()).hasSize(2);
            }
            int before = keyed.records().size();
            assertThat(before).isLessThan(3000);
            try (RunningIngest ingest = start()) {
                IngestScene.awaitRows(keyed, 3000);
                assertThat(keyed.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
                int rounds = plain.records().size() / 25;
                Awaitility.await().atMost(TIMEOUT).until(() -> plain.records().size() / 25 > rounds + 2);
                assertThat(plain.records()).allMatch(row -> PublishedTopic.header(row, RecordHeaders.OP).equals("r"));
                assertThat(ingest.isReady()).isTrue();
            }
        }
    }

    @Test
    void readingBeginsAtAValueItselfIncluded() {
        this.source.execute("""
                CREATE TABLE ids (id bigint PRIMARY KEY);
                INSERT INTO ids VALUES (-6), (-5), (0), (9223372036854775807);
                CREATE TABLE times (id int PRIMARY KEY, changed timestamptz);
                INSERT INTO times VALUES (1, '2020-01-01 23:59:59.999999Z'), (2, '2020-01-02 01:00:00.000001+01'),
                    (3, '2020-01-02 00:00:00Z'), (4, '2021-01-01 00:00:00Z'), (5, '2020-01-01 00:00:00Z');
                CREATE TABLE texts (id text COLLATE "C" PRIMARY KEY); INSERT INTO texts VALUES ('a'), ('b'), ('c');
                CREATE TABLE wrong (id int PRIMARY KEY)""");
        table("ids", "start-from=-5");
        table("times", "mode=timestamp", "timestamp-columns=changed", "start-from=2020-01-02T00:00:00Z");
        table("texts", "incrementing-column=id", "start-from=b");
        table("wrong", "start-from=noon");
        try (RunningIngest ingest = start();
                PublishedTopic ids = topic("ids");
                PublishedTopic times = topic("times");
                PublishedTopic texts = topic("texts")) {
            IngestScene.awaitRows(ids, 3);
            IngestScene.awaitRows(times, 3);
            IngestScene.awaitRows(texts, 2);
            this.source.execute("INSERT INTO ids VALUES (-4); INSERT INTO times VALUES (6, now());"
                    + "INSERT INTO texts VALUES ('d')");
            IngestScene.awaitRows(ids, 4);
            IngestScene.awaitRows(times, 4);
            IngestScene.awaitRows(texts, 3);
            assertThat(ids.records()).extracting(ConsumerRecord::key)
                .containsExactly("{\"id\":-5}", "{\"id\":0}", "{\"id\":9223372036854775807}", "{\"id\":-4}");
            assertThat(times.records()).extracting(ConsumerRecord::key)
                .containsExactly("{\"id\":3}", "{\"id\":2}", "{\"id\":4}", "{\"id\":6}");
            assertThat(texts.records()).extracting(ConsumerRecord::key)
                .containsExactly("{\"id\":\"b\"}", "{\"id\":\"c\"}", "{\"id\":\"d\"}");
            Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(ingest.status("public.wrong").lastError())
                    .contains("start-from 'noon' is not an id"));
        }
    }

    /** The pool has room for one round at a time. */
    @Test
    void tablesWithoutAKeyDoNotUseUpTheConnections() {
        this.source.execute("CREATE TABLE ids (id bigserial PRIMARY KEY)");
        table("ids");
        for (int i = 0; i < 12; i++) {
            this.source
                .execute("CREATE TABLE b" + i + " AS SELECT i AS a, i % 3 AS b FROM generate_series(1, 300) AS i");
            table("b" + i, "mode=bulk", "page-size=10", "poll-interval=1h");
        }
        this.scene.set("spring.datasource.hikari.maximum-pool-size=6");
        this.scene.set("spring.datasource.hikari.connection-timeout=10000");
        try (RunningIngest ingest = start(); PublishedTopic ids = topic("ids")) {
            this.source.execute("INSERT INTO ids DEFAULT VALUES");
            IngestScene.awaitRows(ids, 1);
            for (int i = 0; i < 12; i++) {
                try (PublishedTopic topic = topic("b" + i)) {
                    IngestScene.awaitRows(topic, 300);
                }
                assertThat(ingest.metric("rowcast.retries", "public.b" + i)).isZero();
            }
        }
    }

    @Test
    void viewsAreReadByAQueryAndWhatCannotBeLockedIsRefused() {
        this.source.execute("""
                CREATE TABLE notes (id bigserial PRIMARY KEY, note text); INSERT INTO notes (note) VALUES ('one');
                CREATE VIEW seen AS SELECT * FROM notes; CREATE MATERIALIZED VIEW copied AS SELECT * FROM notes;
                CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
                CREATE FOREIGN TABLE abroad (id int, note text) SERVER files OPTIONS (filename '/dev/null')""");
        table("seen", "query=SELECT * FROM seen", "incrementing-column=id", "key-columns=id");
        table("copied", "incrementing-column=id");
        table("abroad", "incrementing-column=id");
        try (RunningIngest ingest = start(); PublishedTopic seen = topic("seen")) {
            IngestScene.awaitRows(seen, 1);
            this.source.execute("DROP VIEW seen; CREATE VIEW seen AS SELECT * FROM notes WHERE id > 0;"
                    + "INSERT INTO notes (note) VALUES ('two')");
            IngestScene.awaitRows(seen, 2);
            assertThat(seen.records()).extracting(ConsumerRecord::key).containsExactly("{\"id\":1}", "{\"id\":2}");
            for (String table : List.of("public.copied", "public.abroad")) {
                Awaitility.await()
                    .atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(ingest.status(table).lastError())
                        .contains("a foreign table or a materialized view"));
            }
        }
    }

}
