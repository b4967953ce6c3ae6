package io.rowcast.ingest;

import java.sql.SQLException;
import java.util.List;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.rowcast.ingest.IngestScene.awaitRecords;
import static org.awaitility.Awaitility.await;

/**
 * The service is killed again and again, in the middle of a first reading and while rows
 * commit late, in each mode that promises that none is lost.
 */
@ExtendWith(Servers.class)
class KillsIT {

    private static final int KILLS = 2;

    private static final int OLD_ROWS = 60_000;

    private static final String[] OLD = { "page-size=1000", "backfill.max-rows-per-second=10000" };

    private static final String NEW_ROWS = "INSERT INTO changes (note) VALUES ('late');"
            + "INSERT INTO mixed (note) VALUES ('late'); INSERT INTO events (note) VALUES ('late');";

    private final KafkaServer kafka;

    KillsIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    /**
     * Ids come from a cached sequence, from blocks of an ORM's, from a time or a text.
     */
    @Test
    void eachRowOfPostgresComesOnce(PostgresServer server) throws SQLException {
        Source source = Source.create(server);
        source.createTable("old");
        source.createTable("pooled");
        source.execute("""
                CREATE TABLE events (id bigserial PRIMARY KEY, note text); ALTER SEQUENCE events_id_seq CACHE 20;
                CREATE TABLE changes (id bigserial PRIMARY KEY, note text, changed timestamptz NOT NULL DEFAULT now());
                CREATE TABLE mixed (id bigserial PRIMARY KEY, note text, changed timestamp NOT NULL
                    DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'));
                CREATE SEQUENCE codes;
                CREATE TABLE texts (id text COLLATE "C" PRIMARY KEY DEFAULT lpad(nextval('codes')::text, 9, '0'))""");
        IngestScene scene = scene(source).table("pooled", "incrementing-column=id");
        try (PooledTransactions pooled = new PooledTransactions(source, "pooled", 3);
                RandomTransactions writers = new RandomTransactions(source,
                        NEW_ROWS + "INSERT INTO texts DEFAULT VALUES", 2)) {
            killAgainAndAgain(source, scene, writers);
            pooled.end();
            awaitAll(scene, writers, List.of("old", "events", "changes", "mixed", "texts", "pooled"));
        }
    }

    @Test
    void eachRowOfMySqlComesOnce(MySqlServer server) throws SQLException {
        MySqlSource source = MySqlSource.create(server);
        source.createTable("old");
        source.execute("""
                CREATE TABLE events (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, note text);
                CREATE TABLE changes (id int AUTO_INCREMENT PRIMARY KEY, note text,
                    changed timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), KEY (changed));
                CREATE TABLE mixed (id int AUTO_INCREMENT PRIMARY KEY, note text,
                    changed datetime NOT NULL DEFAULT (utc_timestamp()), KEY (changed));
                CREATE TABLE texts (id varchar(20) COLLATE utf8mb4_bin PRIMARY KEY)""");
        IngestScene scene = scene(source);
        try (RandomTransactions writers = new RandomTransactions(source,
                NEW_ROWS + "INSERT INTO texts VALUES (lpad(uuid_short(), 20, '0'))", 2)) {
            killAgainAndAgain(source, scene, writers);
            awaitAll(scene, writers, List.of("old", "events", "changes", "mixed", "texts"));
        }
    }

    private IngestScene scene(TestDatabase source) {
        source.insert("old", OLD_ROWS);
        source.execute("DELETE FROM old WHERE id % 97 = 0");
        source.execute("INSERT INTO old VALUES (-7, 'old'), (-5, 'old')");
        return new IngestScene(source, this.kafka).table("old", OLD)
            .table("events")
            .table("changes", "mode=timestamp", "timestamp-columns=changed")
            .table("mixed", "mode=timestamp+incrementing", "timestamp-columns=changed", "incrementing-column=id")
            .table("texts", "incrementing-column=id");
    }

    /** Each time new rows are there, and the table that is read has changed. */
    private static void killAgainAndAgain(TestDatabase source, IngestScene scene, RandomTransactions writers)
            throws SQLException {
        try (ServiceProcess ingest = scene.process();
                PublishedTopic old = scene.topic("old");
                PublishedTopic events = scene.topic("events");
                RandomTransactions others = new RandomTransactions(source, "INSERT INTO old (note) VALUES ('new')",
                        3)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = source.ids("events").size();
                ingest.start();
                writers.steps(100);
                awaitRecords(events, before + 1);
                awaitRecords(old, kill * 10_000);
                writers.steps(400);
                others.steps(200);
                others.endAll();
                source.execute("ALTER TABLE old ADD COLUMN more" + kill + " int");
                source.disconnect();
                awaitRecords(old, kill * 10_000 + 5_000);
                ingest.kill();
            }
        }
    }

    private static void awaitAll(IngestScene scene, RandomTransactions writers, List<String> tables)
            throws SQLException {
        try (RunningIngest ingest = scene.start()) {
            writers.steps(100);
            writers.endAll();
            tables.forEach(scene::awaitAllRows);
            await().atMost(IngestScene.TIMEOUT).until(ingest::isReady);
        }
    }

}
