package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** MySQL as the source. */
@ExtendWith(Servers.class)
class MySqlIT {

    private static final Duration TIMEOUT = IngestScene.TIMEOUT;

    private final MySqlSource source;

    private final IngestScene scene;

    MySqlIT(MySqlServer mysql, KafkaServer kafka) {
        this.source = MySqlSource.create(mysql);
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

    @Test
    void aGapIsGivenUpWhenNoTransactionIsLeftThatCouldFillIt() throws SQLException {
        this.source.execute("CREATE TABLE gaps (id int AUTO_INCREMENT PRIMARY KEY)");
        table("gaps", "gap-timeout=0s");
        String name = this.source.name("gaps");
        try (Connection slow = this.source.connect();
                Statement statement = slow.createStatement();
                RunningIngest ingest = start();
                PublishedTopic topic = topic("gaps")) {
            slow.setAutoCommit(false);
            // Below the first row, too, ids may be on their way.
            statement.execute("INSERT INTO gaps () VALUES ()");
            this.source.execute("INSERT INTO gaps () VALUES ()");
            IngestScene.awaitRows(topic, 1);
            await().during(Duration.ofSeconds(5))
                .atMost(TIMEOUT)
                .until(() -> ingest.metric("rowcast.gaps.open", name) == 1);
            slow.commit();
            assertThat(IngestScene.awaitRows(topic, 2)).containsExactly("{\"id\":2}", "{\"id\":1}");
            statement.execute("INSERT INTO gaps () VALUES ()");
            slow.rollback();
            this.source.execute("INSERT INTO gaps () VALUES ()");
            IngestScene.awaitRows(topic, 3);
            await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.given.up", name) >= 1);
            await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.open", name) == 0);
        }
    }

    /** Without the right to see transactions their time has to do. */
    @Test
    void aUserWhoMayOnlySelectIsEnough() throws SQLException {
        String user = "poor_" + this.source.database();
        this.source.execute("CREATE TABLE gaps (id int AUTO_INCREMENT PRIMARY KEY);"
                + "CREATE VIEW halves AS SELECT id, id / 2 AS half FROM gaps;"
                + "INSERT INTO gaps VALUES (5), (7); CREATE USER " + user + " IDENTIFIED BY 'poor';"
                + "GRANT SELECT ON " + this.source.database() + ".* TO " + user);
        table("gaps", "gap-timeout=1s");
        table("halves", "incrementing-column=id");
        this.scene.set("spring.datasource.username=" + user, "spring.datasource.password=poor");
        try (RunningIngest ingest = start();
                PublishedTopic gaps = topic("gaps");
                PublishedTopic halves = topic("halves")) {
            IngestScene.awaitRows(gaps, 2);
            await().atMost(TIMEOUT).until(() -> ingest.metric("rowcast.gaps.open", this.source.name("gaps")) == 0);
            assertThat(IngestScene.awaitRows(halves, 2)).containsExactly("{\"id\":5,\"half\":2.5000}",
                    "{\"id\":7,\"half\":3.5000}");
        }
    }

    /** Rows with equal times, many of them, of a table without a primary key. */
    @Test
    void rowsWithEqualTimesAreEachReadOnceWithoutAPrimaryKey() {
        this.source.execute("CREATE TABLE login (username varchar(30), login_time datetime);"
                + "CREATE TABLE logout (username varchar(30) NOT NULL, login_time datetime NOT NULL);"
                + "INSERT INTO login SELECT concat('user', n), '2020-06-29 11:20:20' FROM ("
                + "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 250) "
                + "SELECT n FROM numbers) AS n; INSERT INTO logout SELECT * FROM login");
        table("logins", "mode=timestamp", "timestamp-columns=login_time", "key-columns=username", "page-size=40",
                "query=SELECT * FROM login");
        table("logout", "mode=timestamp", "timestamp-columns=login_time", "key-columns=username", "page-size=40");
        try (PublishedTopic logins = topic("logins"); PublishedTopic logouts = topic("logout")) {
            try (RunningIngest ingest = start()) {
                IngestScene.awaitRows(logins, 250);
                IngestScene.awaitRows(logouts, 250);
                // The same time and, to the collation of the column, the same name.
                this.source.execute("INSERT INTO login VALUES ('bob', utc_timestamp()), ('Bob', utc_timestamp());"
                        + "INSERT INTO logout SELECT * FROM login ORDER BY login_time DESC LIMIT 2");
                IngestScene.awaitRows(logins, 252);
                IngestScene.awaitRows(logouts, 252);
                assertThat(ingest.isReady()).isTrue();
            }
            try (RunningIngest ingest = start()) {
                this.source.execute("INSERT INTO login VALUES ('eve', utc_timestamp());"
                        + "INSERT INTO logout SELECT * FROM login WHERE username = 'eve'");
                IngestScene.awaitRows(logins, 253);
                IngestScene.awaitRows(logouts, 253);
                assertThat(logins.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
                assertThat(ingest.status(this.source.name("logins")).state()).isEqualTo(State.RUNNING);
            }
        }
    }

    @Test
    void eachModeReadsTablesAndQueries() {
        this.source.execute("""
                CREATE TABLE wide (id bigint PRIMARY KEY);
                CREATE TABLE huge (id bigint unsigned PRIMARY KEY);
                CREATE TABLE amounts (id decimal(20, 2) PRIMARY KEY);
                CREATE TABLE names (name varchar(20) PRIMARY KEY);
                CREATE TABLE bytes (id binary(16) PRIMARY KEY);
                CREATE TABLE unclear (id int PRIMARY KEY, number int AUTO_INCREMENT UNIQUE);
                CREATE TABLE notes (id int PRIMARY KEY, changed timestamp(3) NULL, made timestamp(3) NULL);
                CREATE TABLE keyed (code varchar(5), kind enum('z', 'a'), PRIMARY KEY (code, kind));
                CREATE TABLE plain (line text);
                INSERT INTO wide VALUES (-9223372036854775808), (-1), (9223372036854775807);
                INSERT INTO huge VALUES (7), (18446744073709551615);
                INSERT INTO amounts VALUES (-1.5), (0), (123456789012345678.25);
                INSERT INTO names VALUES ('B'), ('a');
                INSERT INTO bytes VALUES (x'00'), (x'ff00000000000000000000000000000a');
                INSERT INTO notes VALUES (1, NULL, '2020-01-01 00:00:00.123'), (2, NULL, NULL);
                INSERT INTO keyed VALUES ('x', 'z'), ('x', 'a'), ('y', 'a');
                INSERT INTO plain VALUES ('one'), ('two'), ('three')""");
        for (String each : List.of("wide", "huge", "unclear")) {
            table(each);
        }
        table("amounts", "incrementing-column=id");
        table("names", "incrementing-column=name", "lookback=1s");
        table("bytes", "incrementing-column=id");
        table("notes", "mode=timestamp", "timestamp-columns=changed,made", "lookback=1s");
        table("keyed", "mode=bulk", "page-size=2", "poll-interval=1h");
        table("plain", "mode=bulk", "page-size=2", "poll-interval=1h");
        table("counts", "mode=bulk", "poll-interval=1h",
                "query=SELECT kind, count(*) AS number FROM keyed GROUP BY kind ORDER BY kind; ");
        table("texts", "incrementing-column=id", "start-from=0", "key-columns=id",
                "query=SELECT id, concat('#', id) AS text FROM wide -- each");
        table("latest", "start-from=latest", "incrementing-column=id", "query=SELECT id FROM wide");
        try (RunningIngest ingest = start()) {
            assertThat(values("wide", 3)).last().isEqualTo("{\"id\":9223372036854775807}");
            assertThat(values("amounts", 3)).last().isEqualTo("{\"id\":123456789012345678.25}");
            assertThat(values("names", 2)).containsExactly("{\"name\":\"a\"}", "{\"name\":\"B\"}");
            assertThat(values("bytes", 2)).first().isEqualTo("{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}");
            assertThat(values("notes", 2))
                .contains("{\"id\":1,\"changed\":null,\"made\":\"2020-01-01T00:00:00.123000Z\"}");
            assertThat(values("keyed", 3)).first().isEqualTo("{\"code\":\"x\",\"kind\":\"z\"}");
            assertThat(values("plain", 3)).last().isEqualTo("{\"line\":\"three\"}");
            assertThat(values("counts", 2)).containsExactlyInAnyOrder("{\"kind\":\"z\",\"number\":1}",
                    "{\"kind\":\"a\",\"number\":2}");
            assertThat(values("texts", 1))
                .containsExactly("{\"id\":9223372036854775807,\"text\":\"#9223372036854775807\"}");
            await().atMost(TIMEOUT).until(() -> ingest.status(this.source.name("latest")).state() == State.RUNNING);
            this.source.execute("INSERT INTO names VALUES ('c'); INSERT INTO wide VALUES (0);"
                    + "UPDATE notes SET changed = now(3) WHERE id = 1");
            assertThat(values("names", 3)).last().isEqualTo("{\"name\":\"c\"}");
            assertThat(values("wide", 4)).last().isEqualTo("{\"id\":0}");
            assertThat(values("latest", 1)).containsExactly("{\"id\":0}");
            assertThat(values("notes", 3)).last().asString().startsWith("{\"id\":1,\"changed\":\"20");
            awaitStopped(ingest, "unclear", "[id, number]");
            awaitStopped(ingest, "huge", "incrementing-column id holds a value above 9223372036854775807");
        }
    }

    private void awaitStopped(RunningIngest ingest, String table, String reason) {
        await().atMost(TIMEOUT)
            .untilAsserted(
                    () -> assertThat(ingest.status(this.source.name(table)).lastError()).isNotNull().contains(reason));
    }

    private List<String> values(String table, int count) {
        try (PublishedTopic topic = topic(table)) {
            return IngestScene.awaitRows(topic, count);
        }
    }

    @Test
    void eachRowOfATableThatIsAlteredUnderLoadComesWithASchemaThatFitsIt() {
        this.source.execute("CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, a int DEFAULT 1, "
                + "b varchar(5) DEFAULT 'abc', c decimal(5,2) DEFAULT 1.5)");
        table("people");
        List<String> changes = List.of("ADD d timestamp NULL DEFAULT '2020-01-01 00:00:00', ALGORITHM=INSTANT",
                "MODIFY b varchar(20) DEFAULT 'abc'", "MODIFY a bigint DEFAULT 1", "RENAME COLUMN c TO renamed",
                "MODIFY a varchar(9) DEFAULT '1'", "MODIFY id bigint AUTO_INCREMENT", "DROP d",
                "MODIFY b varchar(3) NOT NULL DEFAULT 'abc'");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> insertUntil(done));
        try (RunningIngest ingest = start(); PublishedTopic topic = topic("people")) {
            for (int i = 0; i <= changes.size(); i++) {
                int versions = i + 1;
                await().atMost(TIMEOUT).ignoreExceptions().until(() -> schemas(topic) == versions);
                if (i < changes.size()) {
                    this.source.execute("ALTER TABLE people " + changes.get(i));
                }
            }
            done.set(true);
            writer.join();
            this.scene.awaitAllRows(topic, "people");
            assertThat(topic.records().getLast().value()).endsWith(",\"a\":\"1\",\"b\":\"abc\",\"renamed\":1.50}");
            assertThat(ingest.metric("rowcast.retries", this.source.name("people"))).isZero();
        }
        finally {
            done.set(true);
        }
    }

    @Test
    void aTableThatIsToPauseGoesOnWithANewSchemaOnlyWhenThatIsAccepted() {
        this.source.createTable("people");
        this.source.insert("people", 1);
        table("people", "schema-change=pause");
        String name = this.source.name("people");
        try (PublishedTopic topic = topic("people")) {
            try (RunningIngest ingest = start()) {
                IngestScene.awaitRows(topic, 1);
                this.source.execute("ALTER TABLE people ADD mail varchar(40)");
                this.source.insert("people", 1);
                awaitStopped(ingest, "people", "table " + name + " has changed: there is a new column mail");
            }
            try (RunningIngest ingest = start()) {
                awaitStopped(ingest, "people", "resume it to publish rows with the new schema");
                assertThat(topic.records()).hasSize(1);
                assertThat(ingest.ask(name, "{\"action\":\"resume\"}")).startsWith("20");
                assertThat(IngestScene.awaitRows(topic, 2)).last().asString().endsWith(",\"mail\":null}");
                await().atMost(TIMEOUT).until(() -> ingest.status(name).state() == State.RUNNING);
            }
        }
    }

    private void insertUntil(AtomicBoolean done) {
        try (Connection connection = this.source.connect(); Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.execute("INSERT INTO people () VALUES ()");
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

    @Test
    void tablesAreFoundInTheDatabasesThatAreNamed() {
        String other = this.source.database() + "_other";
        this.source.execute("CREATE DATABASE " + other + "; CREATE TABLE users (id int PRIMARY KEY);"
                + "CREATE TABLE users_old (id int PRIMARY KEY); CREATE VIEW seen AS SELECT * FROM users;"
                + "CREATE TABLE " + other + ".users (id int PRIMARY KEY, secret int);"
                + "INSERT INTO users VALUES (1); INSERT INTO " + other + ".users VALUES (2, 3)");
        this.scene.set("rowcast.schemas=" + this.source.database() + "," + other, "rowcast.exclude=.*_old",
                "rowcast.discovery-interval=1s", "rowcast.topic-template={prefix}{schema}.{table}",
                "rowcast.defaults.poll-interval=20ms", "rowcast.transforms[0].type=MaskField$Value",
                "rowcast.transforms[0].properties.fields=secret");
        try (RunningIngest ingest = start();
                PublishedTopic users = topic(this.source.name("users"));
                PublishedTopic others = topic(other + ".users");
                PublishedTopic added = topic(other + ".added")) {
            IngestScene.awaitRows(users, 1);
            assertThat(PublishedTopic.header(users.records().getFirst(), RecordHeaders.SOURCE))
                .isEqualTo(this.source.name("users"));
            assertThat(IngestScene.awaitRows(others, 1)).containsExactly("{\"id\":2,\"secret\":0}");
            assertThat(PublishedTopic.header(others.records().getFirst(), RecordHeaders.SOURCE))
                .isEqualTo(other + ".users");
            this.source.execute("CREATE TABLE " + other + ".added (id int AUTO_INCREMENT PRIMARY KEY);" + "INSERT INTO "
                    + other + ".added () VALUES ()");
            IngestScene.awaitRows(added, 1);
            assertThat(ingest.statuses()).extracting(status -> status.name())
                .containsExactlyInAnyOrder(this.source.name("users"), other + ".users", other + ".added");
        }
    }

}
