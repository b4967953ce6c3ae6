package io.rowcast.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operators ask for at the endpoint. */
@ExtendWith(Servers.class)
class OperatorIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String PAUSE = "{\"action\":\"pause\"}";

    private static final String RESUME = "{\"action\":\"resume\"}";

    private final PostgresServer postgres;

    private final KafkaServer kafka;

    private Source source;

    private RunningIngest ingest;

    private PublishedTopic events;

    OperatorIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    @BeforeEach
    void start() {
        this.source = Source.create(this.postgres);
        this.source
            .execute("CREATE TABLE events (id bigserial PRIMARY KEY); CREATE TABLE others (id bigserial PRIMARY KEY)");
        this.ingest = newReplica();
        this.events = new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + "events");
        insert("events", 3);
        awaitKeys(1, 2, 3);
    }

    @AfterEach
    void stop() {
        this.events.close();
        this.ingest.close();
    }

    private RunningIngest newReplica() {
        return RunningIngest.start(this.source, this.kafka, "rowcast.include=events|others",
                "rowcast.defaults.incrementing-column=id", "rowcast.defaults.poll-interval=20ms");
    }

    private void insert(String table, int count) {
        this.source.execute("INSERT INTO " + table + " SELECT FROM generate_series(1, " + count + ")");
    }

    /** The keys in their order, each with the next sequence. */
    private void awaitKeys(long... ids) {
        List<String> keys = LongStream.of(ids).mapToObj(id -> "{\"id\":" + id + "}").toList();
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(this.events.records()).extracting(ConsumerRecord::key)
                .containsExactlyElementsOf(keys));
        assertThat(this.events.sequences())
            .containsExactlyElementsOf(LongStream.rangeClosed(1, ids.length).boxed().toList());
    }

    private void awaitState(State state) {
        await().atMost(TIMEOUT).until(() -> this.ingest.status("public.events").state() == state);
    }

    private void ask(String request) {
        assertThat(this.ingest.ask("public.events", request)).matches("(?s)20[02] .*");
    }

    @Test
    void aPausedTableStaysSoAfterARestartAndItsNeighbourGoesOn() {
        ask(PAUSE);
        awaitState(State.PAUSED);
        this.ingest.close();
        insert("events", 1);
        insert("others", 1);
        this.ingest = newReplica();
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .until(() -> this.ingest.status("public.others").position().equals("1"));
        awaitState(State.PAUSED);
        await().atMost(TIMEOUT).until(this.ingest::isReady);
        assertThat(this.ingest.get("/actuator/health/readiness")).contains("\"paused\":[\"public.events\"]");
        assertThat(this.ingest.status("public.events").position()).isEqualTo("3");
        ask(RESUME);
        awaitKeys(1, 2, 3, 4);
        awaitState(State.RUNNING);
    }

    @Test
    void aResetReadsAgainAndTheSequenceGoesOn() {
        ask("{\"action\":\"reset\",\"position\":\"beginning\"}");
        awaitKeys(1, 2, 3, 1, 2, 3);
        ask("{\"action\":\"reset\",\"position\":3}");
        awaitKeys(1, 2, 3, 1, 2, 3, 3);
        insert("events", 1);
        awaitKeys(1, 2, 3, 1, 2, 3, 3, 4);
        ask("{\"action\":\"restart\"}");
        insert("events", 1);
        awaitKeys(1, 2, 3, 1, 2, 3, 3, 4, 5);
        this.ingest.close();
        this.ingest = newReplica();
        insert("events", 1);
        awaitKeys(1, 2, 3, 1, 2, 3, 3, 4, 5, 6);
        ask("{\"action\":\"pause\"}");
        awaitState(State.PAUSED);
        insert("events", 1);
        ask("{\"action\":\"reset\",\"position\":\"latest\"}");
        assertThat(this.ingest.ask("public.events", "{\"action\":\"reset\",\"position\":\"noon\"}"))
            .matches("202 .*|400 .*start-from 'noon' is not an id.*");
        ask(RESUME);
        awaitState(State.RUNNING);
        insert("events", 1);
        awaitKeys(1, 2, 3, 1, 2, 3, 3, 4, 5, 6, 8);
    }

    @Test
    void whatIsSkippedIsNotRead() {
        ask(PAUSE);
        awaitState(State.PAUSED);
        this.source.execute("INSERT INTO events VALUES (4), (5), (9)");
        ask("{\"action\":\"skip\",\"position\":4}");
        await().atMost(TIMEOUT).until(() -> this.ingest.status("public.events").position().equals("4"));
        ask(RESUME);
        awaitKeys(1, 2, 3, 5, 9);
        assertThat(this.ingest.ask("public.events", "{\"action\":\"skip\",\"position\":4}")).matches("(202|400) .*");
        await().atMost(TIMEOUT).until(() -> this.ingest.metric("rowcast.gaps.open", "public.events") > 0);
        ask("{\"action\":\"skip\",\"position\":\"gaps\"}");
        await().atMost(TIMEOUT).until(() -> this.ingest.metric("rowcast.gaps.open", "public.events") == 0);
        this.source.execute("INSERT INTO events VALUES (7), (10)");
        awaitKeys(1, 2, 3, 5, 9, 10);
    }

    @Test
    void anyReplicaTakesARequestForTheOwnerToDo() {
        try (RunningIngest other = newReplica()) {
            for (RunningIngest replica : List.of(this.ingest, other)) {
                await().atMost(TIMEOUT).until(() -> this.ingest.statuses().size() + other.statuses().size() == 2);
                assertThat(replica.ask("public.events", PAUSE)).matches("(?s)20[02] .*");
                await().atMost(TIMEOUT).until(() -> isIn(State.PAUSED, this.ingest, other));
                assertThat(replica.ask("public.events", RESUME)).matches("(?s)20[02] .*");
                await().atMost(TIMEOUT).until(() -> isIn(State.RUNNING, this.ingest, other));
            }
        }
        insert("events", 1);
        awaitKeys(1, 2, 3, 4);
    }

    private static boolean isIn(State state, RunningIngest one, RunningIngest other) {
        return List.of(one, other)
            .stream()
            .flatMap(replica -> replica.statuses().stream())
            .anyMatch(status -> status.name().equals("public.events") && status.state() == state);
    }

    @Test
    void wrongRequestsAreRefusedAtOnce() {
        Instant asked = Instant.now();
        assertThat(this.ingest.ask("public.nobody", PAUSE))
            .isEqualTo("404 {\"error\":\"'public.nobody' is none of public.events, public.others\"}");
        assertThat(this.ingest.ask("public.events", "{\"action\":\"skip\",\"position\":\"noon\"}"))
            .isEqualTo("400 {\"error\":\"position: 'noon' is neither gaps nor an id up to which to pass over\"}");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
    }

}
