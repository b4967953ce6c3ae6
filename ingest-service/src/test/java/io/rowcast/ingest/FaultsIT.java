package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The servers fail one after the other; the service stays up and goes on by itself. */
class FaultsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final PostgresServer POSTGRES = PostgresServer.temporary();

    private static final KafkaServer KAFKA = KafkaServer.temporary();

    private Source source;

    private RunningIngest ingest;

    private PublishedTopic topic;

    private int rows;

    @BeforeAll
    static void startServers() {
        POSTGRES.start();
        KAFKA.start();
    }

    @AfterAll
    static void closeServers() {
        POSTGRES.close();
        KAFKA.close();
    }

    @BeforeEach
    void start() {
        this.source = Source.create(POSTGRES);
        this.source.execute("CREATE TABLE events (id bigserial PRIMARY KEY); CREATE TABLE others (id int PRIMARY KEY)");
        this.ingest = RunningIngest.start(this.source, KAFKA, "rowcast.tables[0].name=events",
                "rowcast.tables[0].incrementing-column=id", "rowcast.tables[0].poll-interval=20ms",
                "rowcast.tables[1].name=others", "rowcast.tables[1].incrementing-column=id",
                "rowcast.tables[1].poll-interval=20ms", "rowcast.retry.max=2s",
                "spring.datasource.hikari.data-source-properties.socketTimeout=5");
        this.topic = new PublishedTopic(KAFKA, RunningIngest.prefix(this.source) + "events");
        insert();
        awaitRows();
    }

    @AfterEach
    void stop() {
        this.topic.close();
        this.ingest.close();
    }

    private void insert() {
        this.source.execute("INSERT INTO events SELECT FROM generate_series(1, 500)");
        this.rows += 500;
    }

    private void awaitRows() {
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(this.topic.records()).hasSizeGreaterThanOrEqualTo(this.rows));
        assertThat(this.topic.sequences())
            .containsExactlyElementsOf(LongStream.rangeClosed(1, this.rows).boxed().toList());
        assertThat(this.topic.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
        await().atMost(TIMEOUT).until(this.ingest::isReady);
    }

    private void awaitFailure(String reason) {
        await().atMost(Duration.ofSeconds(25)).until(() -> !this.ingest.isReady());
        await().atMost(TIMEOUT)
            .until(() -> this.ingest.status("public.events").state() == State.RETRYING
                    && String.valueOf(this.ingest.status("public.events").lastError()).contains(reason));
    }

    @Test
    void aDatabaseThatIsKilledIsReadAgainWhenItIsBack() {
        POSTGRES.kill();
        awaitFailure("public.events cannot be read");
        POSTGRES.restart();
        insert();
        awaitRows();
    }

    @Test
    void aDatabaseThatFallsSilentIsReadAgainWhenItAnswers() {
        POSTGRES.pause();
        try {
            awaitFailure("public.events cannot be read");
        }
        finally {
            POSTGRES.resume();
        }
        insert();
        awaitRows();
    }

    @Test
    void aBrokerThatIsKilledGetsEveryRowOnce() {
        for (int i = 0; i < 3; i++) {
            insert();
            KAFKA.kill();
            insert();
            KAFKA.restart();
        }
        insert();
        awaitRows();
    }

    @Test
    void aBrokerThatIsAwayIsToldAndGetsEveryRowWhenItIsBack() {
        KAFKA.kill();
        insert();
        awaitFailure("");
        Instant asked = Instant.now();
        assertThat(this.ingest.ask("public.events", "{\"action\":\"pause\"}")).startsWith("202 ");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
        KAFKA.restart();
        await().atMost(TIMEOUT).until(() -> this.ingest.status("public.events").state() == State.PAUSED);
        this.ingest.ask("public.events", "{\"action\":\"resume\"}");
        awaitRows();
    }

    @Test
    void aTableThatIsLockedOrGoneDelaysNoOther() throws SQLException {
        try (Connection connection = this.source.connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE others IN ACCESS EXCLUSIVE MODE");
            await().atMost(TIMEOUT).until(() -> this.ingest.status("public.others").state() == State.RETRYING);
            insert();
            await().atMost(Duration.ofSeconds(5)).until(() -> this.topic.records().size() == this.rows);
            statement.execute("DROP TABLE others");
            connection.commit();
        }
        await().atMost(TIMEOUT)
            .until(() -> String.valueOf(this.ingest.status("public.others").lastError()).contains("does not exist"));
        this.source.execute("CREATE TABLE others (id int PRIMARY KEY)");
        insert();
        awaitRows();
    }

}
