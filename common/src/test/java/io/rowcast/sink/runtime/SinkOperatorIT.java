package io.rowcast.sink.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.rowcast.sink.TransientSinkException;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators ask of the partitions of a sink, against a real broker. */
@ExtendWith(Servers.class)
class SinkOperatorIT {

    private static final Duration PROMISED = Duration.ofMillis(200);

    private static final String PAUSE = "{\"action\":\"pause\"}";

    private static final String RESUME = "{\"action\":\"resume\"}";

    private static final String RESTART = "{\"action\":\"restart\"}";

    private final String topicName = "P_people_" + UUID.randomUUID();

    private final KafkaServer kafka;

    private RowTopic topic;

    private RecordingService service;

    SinkOperatorIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void start() {
        this.topic = new RowTopic(this.kafka.bootstrapServers(), this.topicName, 2);
        this.service = newService();
    }

    @AfterEach
    void stop() {
        this.service.close();
        this.topic.close();
    }

    private RecordingService newService(String... more) {
        return new RecordingService(this.kafka.bootstrapServers(), "group-" + this.topicName, this.topicName, more);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private void send(int partition, int from, int to) {
        send(this.topic, partition, from, to);
    }

    private static void send(RowTopic topic, int partition, int from, int to) {
        for (int i = from; i < to; i++) {
            topic.send(partition, "{\"i\":" + i + "}", "{\"i\":" + i + "}");
        }
        topic.await();
    }

    private String path(int partition) {
        return "/actuator/pipeline/" + this.topicName + "-" + partition;
    }

    private static String reset(String position) {
        return "{\"action\":\"reset\",\"position\":\"" + position + "\"}";
    }

    /** Asks for something, as soon as the service knows the partition. */
    private static void ask(RecordingService service, String path, String body) {
        soon().untilAsserted(() -> assertThat(service.post(path, body)).startsWith("20"));
    }

    private void awaitState(RecordingService of, int partition, String state) {
        soon().untilAsserted(() -> assertThat(of.get("/actuator/pipeline"))
            .contains("\"name\":\"" + this.topicName + "-" + partition + "\",\"state\":\"" + state + "\""));
    }

    private void awaitState(int partition, String state) {
        awaitState(this.service, partition, state);
    }

    /** Returns the offsets that were written of a partition, in order. */
    private List<Integer> offsets(RecordingService of, int partition) {
        String prefix = this.topicName + "-" + partition + "@";
        return of.writer().written.stream()
            .filter(row -> row.startsWith(prefix))
            .map(row -> Integer.valueOf(row.substring(prefix.length(), row.indexOf(' '))))
            .toList();
    }

    private List<Integer> offsets(int partition) {
        return offsets(this.service, partition);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private void awaitOffsets(int partition, List<Integer> expected) {
        soon().untilAsserted(() -> assertThat(offsets(partition)).isEqualTo(expected));
    }

    @Test
    void aPausedPartitionMovesNothingUntilItIsResumedAlsoAfterARestartOfTheService() {
        send(0, 0, 10);
        awaitOffsets(0, range(0, 10));
        ask(this.service, path(0), PAUSE);
        awaitState(0, "PAUSED");
        send(0, 10, 30);
        send(1, 0, 5);
        awaitOffsets(1, range(0, 5));
        soon().untilAsserted(() -> assertThat(this.service.get("/actuator/pipeline")).contains("\"lagRecords\":20"));
        assertThat(this.service.get("/actuator/health/readiness")).startsWith("200")
            .contains("\"paused\":[\"" + this.topicName + "-0\"]");
        assertThat(offsets(0)).isEqualTo(range(0, 10));
        this.service.close();
        this.service = newService();
        awaitState(0, "PAUSED");
        assertThat(this.service.get("/actuator/pipeline")).contains("\"position\":\"10\"");
        send(1, 5, 10);
        awaitOffsets(1, range(5, 10));
        assertThat(offsets(0)).isEmpty();
        ask(this.service, path(0), RESUME);
        awaitOffsets(0, range(10, 30));
        awaitState(0, "RUNNING");
    }

    @Test
    void anyReplicaTakesARequestAndItGoesWithThePartitionToAnother() {
        RecordingService other = newService();
        soon().until(() -> owned(this.service) != owned(other));
        int of = owned(other);
        assertThat(this.service.post(path(of), PAUSE)).startsWith("202").contains("\"done\":false", "\"status\":null");
        awaitState(other, of, "PAUSED");
        send(of, 0, 10);
        send(1 - of, 0, 10);
        awaitOffsets(1 - of, range(0, 10));
        assertThat(offsets(other, of)).isEmpty();
        other.close();
        awaitState(of, "PAUSED");
        assertThat(offsets(of)).isEmpty();
        ask(this.service, path(of), RESUME);
        awaitOffsets(of, range(0, 10));
    }

    /** Returns the partition that a service has, while it has one of the two. */
    private int owned(RecordingService replica) {
        String pipeline = soon().until(() -> replica.get("/actuator/pipeline"),
                body -> body.contains(this.topicName + "-0") || body.contains(this.topicName + "-1"));
        return pipeline.contains(this.topicName + "-0") ? 0 : 1;
    }

    @Test
    void aResetIsDoneOnceToAnOffsetATimeTheBeginningAndTheEnd() {
        send(0, 0, 10);
        awaitOffsets(0, range(0, 10));
        Instant middle = Instant.now();
        soon().until(() -> Instant.now().isAfter(middle.plusMillis(2)));
        send(0, 10, 20);
        awaitOffsets(0, range(0, 20));
        ask(this.service, path(0), reset("15"));
        List<Integer> all = joined(range(0, 20), range(15, 20));
        awaitOffsets(0, all);
        ask(this.service, path(0), reset(middle.plusMillis(1).toString()));
        all = joined(all, range(10, 20));
        awaitOffsets(0, all);
        ask(this.service, path(0), reset("beginning"));
        awaitOffsets(0, joined(all, range(0, 20)));
        ask(this.service, path(0), PAUSE);
        awaitState(0, "PAUSED");
        send(0, 20, 30);
        ask(this.service, path(0), reset("end"));
        soon().untilAsserted(() -> assertThat(this.service.get("/actuator/pipeline"))
            .contains("\"state\":\"PAUSED\",\"position\":\"30\""));
        this.service.close();
        this.service = newService();
        ask(this.service, path(0), RESUME);
        send(0, 30, 35);
        awaitOffsets(0, range(30, 35));
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Test
    void aPositionThatTheTargetKeepsIsMovedThereHoweverOftenThatFails() {
        Map<TopicPartition, Long> kept = new ConcurrentHashMap<>();
        this.service.writer().positions = kept;
        send(0, 0, 20);
        awaitOffsets(0, range(0, 20));
        this.service.writer().failingResets.set(2);
        ask(this.service, path(0), reset("5"));
        awaitOffsets(0, joined(range(0, 20), range(5, 20)));
        assertThat(kept.get(new TopicPartition(this.topicName, 0))).isEqualTo(20);
        send(0, 20, 22);
        awaitOffsets(0, joined(range(0, 20), range(5, 22)));
    }

    @Test
    void aRestartTriesAtOnceWhatWouldWait() {
        this.service.close();
        this.service = newService("--rowcast.retry.initial=1h", "--rowcast.retry.max=1h");
        this.service.writer().failure = new TransientSinkException("the target is away", null);
        send(0, 0, 3);
        awaitState(0, "RETRYING");
        this.service.writer().failure = null;
        ask(this.service, path(0), RESTART);
        awaitOffsets(0, range(0, 3));
        awaitState(0, "RUNNING");
    }

    @Test
    void whatCannotBeDoneIsRefusedWithWhatIsAllowed() {
        send(0, 0, 3);
        awaitOffsets(0, range(0, 3));
        soon().untilAsserted(() -> assertThat(this.service.post("/actuator/pipeline/P_nobody-0", PAUSE)).isEqualTo(
                "404 {\"error\":\"'P_nobody-0' is none of " + this.topicName + "-0, " + this.topicName + "-1\"}"));
        assertThat(this.service.post(path(0), "{\"action\":\"skip\",\"position\":1}"))
            .isEqualTo("400 {\"error\":\"action: 'skip' is none of those that sink-recording has: pause, resume, "
                    + "restart, reset\"}");
        assertThat(this.service.post(path(0), reset("latest"))).startsWith("400")
            .contains("position: 'latest' is none of beginning, end, an offset");
        // The owner finds out; whoever asked may have its answer before.
        ask(this.service, path(0), PAUSE);
        awaitState(0, "PAUSED");
        assertThat(this.service.post(path(0), reset("99"))).matches("(?s)(202|400 .*99 is not from 0 to 3).*");
        ask(this.service, path(0), RESUME);
        send(0, 3, 5);
        awaitOffsets(0, range(0, 5));
    }

    @Test
    void aRequestIsAnsweredAtOnceWhileTheTargetAndTheBrokerAreAwayAndDoneWhenTheyAreBack() {
        KafkaServer own = KafkaServer.temporary();
        own.start();
        try (own;
                RowTopic rows = new RowTopic(own.bootstrapServers(), this.topicName, 2);
                RecordingService sink = new RecordingService(own.bootstrapServers(), "group", this.topicName)) {
            send(rows, 0, 0, 5);
            soon().untilAsserted(() -> assertThat(offsets(sink, 0)).hasSize(5));
            sink.writer().failure = new TransientSinkException("the target is away", null);
            send(rows, 1, 0, 5);
            awaitState(sink, 1, "RETRYING");
            assertThat(fastest(() -> sink.post(path(1), RESTART))).isLessThan(PROMISED);
            own.pause();
            assertThat(fastest(() -> sink.get("/actuator/pipeline"))).isLessThan(PROMISED);
            assertThat(fastest(() -> sink.post(path(0), RESUME))).isLessThan(PROMISED);
            assertThat(sink.post(path(0), PAUSE)).startsWith("202");
            own.resume();
            awaitState(sink, 0, "PAUSED");
            sink.writer().failure = null;
            soon().untilAsserted(() -> assertThat(offsets(sink, 1)).hasSize(5));
            // What is asked is forgotten with the topic, also by a service that runs.
            delete(own, OperationsTopic.NAME);
            awaitState(sink, 0, "RUNNING");
            ask(sink, path(0), PAUSE);
            awaitState(sink, 0, "PAUSED");
        }
    }

    /** A busy machine may hold one up, but not all. */
    private static Duration fastest(Runnable call) {
        return IntStream.range(0, 5).mapToObj(i -> {
            long start = System.nanoTime();
            call.run();
            return Duration.ofNanos(System.nanoTime() - start);
        }).min(Duration::compareTo).orElseThrow();
    }

    private static void delete(KafkaServer server, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

}
