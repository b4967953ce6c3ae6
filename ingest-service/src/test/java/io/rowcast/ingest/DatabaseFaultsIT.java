package io.rowcast.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database breaks in many ways; the service stays up and goes on by itself. */
@ExtendWith({ Servers.class, OutputCaptureExtension.class })
class DatabaseFaultsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Less than the longest that a statement may take. */
    private static final Duration SOON = Duration.ofSeconds(50);

    private static final String[] TWO = { "one", "two" };

    private static final PostgresServer POSTGRES = PostgresServer.temporary();

    private static final MySqlServer MYSQL = MySqlServer.temporary();

    private final KafkaServer kafka;

    private Source source;

    private MySqlSource mysql;

    DatabaseFaultsIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeAll
    static void startServer() {
        POSTGRES.start();
        MYSQL.start();
    }

    @AfterAll
    static void closeServer() {
        POSTGRES.close();
        MYSQL.close();
    }

    @BeforeEach
    void createDatabases() {
        this.source = Source.create(POSTGRES);
        this.mysql = MySqlSource.create(MYSQL);
    }

    @Test
    void oneThatIsKilledIsReadAgainWhenItIsBack(CapturedOutput output) {
        try (FaultScene postgres = FaultScene.start(this.source, this.kafka, output, List.of(TWO));
                FaultScene mysql = FaultScene.start(this.mysql, this.kafka, output, List.of(TWO))) {
            List<FaultScene> both = List.of(postgres, mysql);
            POSTGRES.kill();
            MYSQL.kill();
            both.forEach(scene -> scene.awaitTold("cannot be read", TWO));
            both.forEach(scene -> scene.awaitRetries("one", 3));
            await().atMost(TIMEOUT).until(() -> postgres.lines("database is not available").size() == 2);
            POSTGRES.restart();
            MYSQL.restart();
            for (FaultScene scene : both) {
                scene.insert();
                scene.awaitAllRows();
                scene.assertToldOnce(TWO);
            }
            assertThat(postgres.lines("database is not available")).hasSize(2);
        }
    }

    /**
     * As after a failover: what was connected hangs for ever, what connects is served. No
     * time limit is set, and a statement might take a minute.
     */
    @Test
    void connectionsThatDieSilentlyAreReplacedSoon(CapturedOutput output) throws IOException {
        try (SilentProxy toPostgres = new SilentProxy(POSTGRES.host(), POSTGRES.port());
                SilentProxy toMySql = new SilentProxy(MYSQL.host(), MYSQL.port());
                FaultScene postgres = FaultScene.start(this.source, this.kafka, output, List.of(TWO),
                        through(toPostgres, this.source, POSTGRES.port()));
                FaultScene mysql = FaultScene.start(this.mysql, this.kafka, output, List.of(TWO),
                        through(toMySql, this.mysql, MYSQL.port()))) {
            List<FaultScene> both = List.of(postgres, mysql);
            Instant silent = Instant.now();
            toPostgres.fallSilent();
            toMySql.fallSilent();
            both.forEach(FaultScene::insert);
            both.forEach(scene -> scene.awaitTold("", TWO));
            toPostgres.answerNewConnections();
            toMySql.answerNewConnections();
            for (FaultScene scene : both) {
                scene.awaitAllRows();
                scene.assertToldOnce(TWO);
                assertThat(scene.latestRead()).isBefore(silent.plus(SOON));
            }
        }
    }

    private static String through(SilentProxy proxy, TestDatabase database, int port) {
        return "spring.datasource.url=" + database.url().replace(":" + port + "/", ":" + proxy.port() + "/");
    }

    /** The password is in a mounted file, as a secret of Kubernetes. */
    @Test
    void credentialsThatAreRevokedOrRotatedAreToldUntilTheyAreRight(CapturedOutput output, @TempDir Path secrets)
            throws IOException {
        String reader = "reader_" + this.source.database();
        this.source.execute("CREATE ROLE " + reader
                + " LOGIN PASSWORD 'pw-of-then'; ALTER DEFAULT PRIVILEGES GRANT SELECT " + "ON TABLES TO " + reader);
        Path password = Files.writeString(secrets.resolve("source-password"), "pw-of-then\n");
        try (FaultScene scene = FaultScene.start(this.source, this.kafka, output, List.of(TWO),
                "spring.datasource.username=" + reader, "spring.config.import=configtree:" + secrets + "/",
                "spring.datasource.password=${source-password}")) {
            this.source.execute("ALTER ROLE " + reader + " PASSWORD 'pw-of-now'");
            disconnect(reader);
            scene.awaitTold("password authentication failed for user", TWO);
            this.source.execute("ALTER ROLE " + reader + " NOLOGIN");
            Files.writeString(password, "pw-of-now\n");
            scene.awaitTold("is not permitted to log in", TWO);
            scene.insert();
            this.source.execute("ALTER ROLE " + reader + " LOGIN");
            scene.awaitAllRows();
            scene.assertToldOnce(TWO);
            assertThat(scene.lines("database is not available")).hasSizeLessThanOrEqualTo(1);
            assertThat(output).doesNotContain("pw-of-then", "pw-of-now");
        }
    }

    private void disconnect(String role) {
        this.source.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + "'");
    }

    /** Whoever waits for a lock delays those that share its thread, for two seconds. */
    @Test
    void oneTableThatIsLockedForbiddenOrAnotherConcernsNoOther(CapturedOutput output) throws SQLException {
        String reader = "reader_" + this.source.database();
        this.source.execute("CREATE ROLE " + reader
                + " LOGIN PASSWORD 'pw-of-then'; ALTER DEFAULT PRIVILEGES GRANT SELECT " + "ON TABLES TO " + reader);
        List<String> tables = FaultScene.apart("t", 4);
        String[] failing = { tables.get(0), tables.get(1) };
        String anew = tables.get(2);
        String healthy = tables.get(3);
        try (FaultScene scene = FaultScene.start(this.source, this.kafka, output, tables,
                "spring.datasource.username=" + reader, "spring.datasource.password=pw-of-then");
                Connection other = this.source.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE " + failing[0] + " IN ACCESS EXCLUSIVE MODE");
            this.source.execute("REVOKE SELECT ON " + failing[1] + " FROM " + reader);
            this.source.execute("DROP TABLE " + anew);
            scene.awaitTold("does not exist", anew);
            this.source.execute("CREATE TABLE " + anew + " (id bigserial PRIMARY KEY, note text); INSERT INTO " + anew
                    + " SELECT FROM generate_series(1, 60)");
            scene.awaitTold("lock timeout", failing[0]);
            scene.awaitTold("permission denied", failing[1]);
            scene.awaitTold("it was dropped and created anew", anew);
            scene.awaitRetries(failing[0], 3);
            scene.insert(healthy);
            scene.awaitRows(healthy);
            scene.insert(failing[1]);
            other.rollback();
            this.source.execute("GRANT SELECT ON " + failing[1] + " TO " + reader);
            scene.insert(failing[0]);
            List.of(failing).forEach(scene::awaitRows);
            scene.awaitState(State.RUNNING, failing);
            scene.assertToldOnce(failing);
            scene.assertUntold(healthy);
            assertThat(scene.topic(anew).records()).hasSize(50);
            assertThat(scene.lines("public." + anew + ": STOPPED")).hasSize(1);
            assertThat(scene.ingest().ask("public." + anew, "{\"action\":\"reset\",\"position\":\"beginning\"}"))
                .startsWith("20");
            await().atMost(TIMEOUT).until(() -> scene.topic(anew).records().size() == 110);
            await().atMost(TIMEOUT).until(scene.ingest()::isReady);
        }
    }

}
