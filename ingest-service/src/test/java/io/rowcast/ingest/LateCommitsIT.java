package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A gap waits for whoever may fill it; kills beside that are in {@link KillsIT}. */
@ExtendWith(Servers.class)
class LateCommitsIT {

    private final Source source;

    private final IngestScene scene;

    LateCommitsIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.source.createTable("events");
        this.scene = new IngestScene(this.source, kafka);
    }

    @Test
    void lateRowsAreFoundFromTheLowestIdToTheHighest() throws SQLException {
        try (Connection slow = this.source.connect(); Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO events VALUES (-9223372036854775807), (-1), (9223372036854775805)");
            this.source.execute("INSERT INTO events VALUES (-9223372036854775808), (0), (9223372036854775804), "
                    + "(9223372036854775806)");
            this.scene.table("events");
            try (RunningIngest ingest = this.scene.start(); PublishedTopic topic = this.scene.topic("events")) {
                this.scene.awaitAllRows(topic, "events");
                this.source.execute("INSERT INTO events VALUES (9223372036854775807)");
                this.scene.awaitAllRows(topic, "events");
                slow.commit();
                this.scene.awaitAllRows(topic, "events");
                assertThat(ingest.status("public.events").position()).isEqualTo("9223372036854775807");
                assertThat(ingest.isReady()).isTrue();
            }
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aGapWaitsForItsTransactionAcrossARestartAndIsThenGivenUp(CapturedOutput output) throws SQLException {
        this.scene.table("events", "gap-timeout=1s");
        try (PublishedTopic topic = this.scene.topic("events");
                Connection slow = this.source.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO events (note) VALUES ('slow')");
            this.source.execute("BEGIN; INSERT INTO events (note) VALUES ('never'); ROLLBACK");
            this.source.execute("INSERT INTO events (note) VALUES ('quick')");
            try (RunningIngest ingest = this.scene.start()) {
                await().atMost(IngestScene.TIMEOUT).ignoreExceptions().until(() -> topic.records().size() == 1);
                await().during(Duration.ofSeconds(3))
                    .atMost(IngestScene.TIMEOUT)
                    .until(() -> ingest.metric("rowcast.gaps.open", "public.events") == 1);
            }
            try (RunningIngest ingest = this.scene.start()) {
                await().atMost(IngestScene.TIMEOUT)
                    .until(() -> ingest.metric("rowcast.gaps.open", "public.events") == 1);
                slow.commit();
                this.scene.awaitAllRows(topic, "events");
                await().atMost(IngestScene.TIMEOUT)
                    .until(() -> ingest.metric("rowcast.gaps.open", "public.events") == 0);
                this.source.execute("BEGIN; INSERT INTO events (note) VALUES ('never'); ROLLBACK");
                this.source.execute("INSERT INTO events (note) VALUES ('next')");
                this.scene.awaitAllRows(topic, "events");
                await().atMost(IngestScene.TIMEOUT)
                    .until(() -> ingest.metric("rowcast.gaps.given.up", "public.events") == 1);
                assertThat(output).containsOnlyOnce("gave up waiting for rows with the ids 4");
            }
        }
    }

}
