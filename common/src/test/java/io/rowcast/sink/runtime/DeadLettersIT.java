package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators do with dead letters, against a real broker. */
@ExtendWith({ Servers.class, OutputCaptureExtension.class })
class DeadLettersIT {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String REPLAY = "{\"action\":\"replay\"}";

    private final String topicName = "P_people_" + UUID.randomUUID();

    private final TopicPartition letters = new TopicPartition(this.topicName + ".sink-recording.dlq", 0);

    private final KafkaServer kafka;

    private RowTopic topic;

    private RecordingService service;

    DeadLettersIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void start() {
        this.topic = new RowTopic(this.kafka.bootstrapServers(), this.topicName, 2);
        this.topic.schema("00000000000000d1", RowTopic.struct(RowTopic.field("id", "int64", null, false),
                RowTopic.field("name", "string", null, true)));
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

    private RecordingWriter writer() {
        return this.service.writer();
    }

    private void send(int partition, int id, String name) {
        this.topic.send(partition, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"name\":\"" + name + "\"}");
    }

    /**
     * Sends rows to the first partition that are dead letters, among as many that are
     * not.
     */
    private void sendLetters(int count) {
        writer().poison = "name=bad";
        for (int i = 0; i < count; i++) {
            send(0, i, "bad" + i);
            send(0, 1_000 + i, "good" + i);
            send(0, 2_000 + i, "good" + i);
        }
        this.topic.await();
        awaitLetters(count);
        writer().poison = null;
    }

    /** Returns the answer, as soon as there was the time to look everywhere. */
    private JsonNode list(String query) {
        return soon().until(() -> answer(query), answer -> answer.get("complete").asBoolean());
    }

    private JsonNode answer(String query) {
        String answer = this.service.get("/actuator/deadletters" + query);
        assertThat(answer).startsWith("200 ");
        return MAPPER.readTree(answer.substring(4));
    }

    private void awaitLetters(int count) {
        soon().untilAsserted(() -> assertThat(list("?limit=500").get("letters").size()).isEqualTo(count));
    }

    private static List<Long> offsets(JsonNode list) {
        return list.get("letters").valueStream().map(letter -> letter.get("offset").asLong()).toList();
    }

    /** Asks for something; returns the id of the request. */
    private String ask(String body) {
        String answer = this.service.post("/actuator/deadletters", body);
        assertThat(answer).startsWith("202 ");
        return MAPPER.readTree(answer.substring(4)).get("id").asString();
    }

    /** Waits until a job with the letters of the first partition is in a state. */
    private JsonNode awaitJob(String id, String state) {
        return soon().until(() -> answer("").get("jobs")
            .valueStream()
            .filter(job -> job.get("id").asString().equals(id) && job.get("partition").asString().endsWith("-0"))
            .findFirst()
            .orElse(null), job -> job != null && job.get("state").asString().equals(state));
    }

    private static void assertCounts(JsonNode job, int done, int failed, int superseded, int unsure) {
        assertThat(job.get("letters").toString()).isEqualTo("{\"done\":" + done + ",\"failed\":" + failed
                + ",\"superseded\":" + superseded + ",\"unsure\":" + unsure + "}");
    }

    private long written(String name) {
        return writer().written.stream().filter(row -> row.contains("name=" + name + "}")).count();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", this.kafka.bootstrapServers()), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void lettersAreListedNewestFirstAndOneIsShownWithMaskedFieldsHidden(CapturedOutput output) {
        this.service.close();
        this.service = newService("--rowcast.dead-letter.masked-fields=name,ssn");
        writer().poison = "name=bad";
        send(0, 1, "bad-secret");
        send(0, 2, "good");
        send(1, 3, "bad-secret");
        this.topic.await();
        awaitLetters(2);
        this.topic.sendForeign(0, null, "no json".getBytes(StandardCharsets.UTF_8));
        this.topic.await();
        awaitLetters(3);
        JsonNode newest = list("?limit=1").get("letters");
        assertThat(newest.size()).isEqualTo(1);
        assertThat(newest.get(0).get("stage").asString()).isEqualTo("decode");
        assertThat(list("?error=IllegalArgumentException").get("letters").size()).isEqualTo(2);
        assertThat(list("?error=IllegalArgumentException&partition=" + this.topicName + "-1").get("letters").toString())
            .contains("\"partition\":\"" + this.topicName + "-1\",\"offset\":0,\"recordOffset\":0",
                    "\"message\":\"too hot\"", "\"attempts\":1");
        assertThat(list("?until=2020-01-01T00:00:00Z").get("letters").size()).isZero();
        assertThat(list("?since=2020-01-01T00:00:00Z").get("letters").size()).isEqualTo(3);
        assertThat(this.service.get("/actuator/deadletters/" + this.topicName + "-0/0")).startsWith("401");
        soon().untilAsserted(
                () -> assertThat(this.service.getWithToken("/actuator/deadletters/" + this.topicName + "-0/0"))
                    .startsWith("200")
                    .contains("\"key\":{\"id\":1}", "\"row\":{\"id\":1,\"name\":\"***\"}")
                    .doesNotContain("secret"));
        soon().untilAsserted(
                () -> assertThat(this.service.getWithToken("/actuator/deadletters/" + this.topicName + "-0/1"))
                    .startsWith("200")
                    .contains("\"row\":null")
                    .doesNotContain("no json"));
        assertThat(this.service.getWithToken("/actuator/deadletters/" + this.topicName + "-0/99")).startsWith("404");
        assertThat(output).doesNotContain("secret");
    }

    @Test
    void aReplayWritesEachLetterOnceWhileRecordsComeAndThenTheyAreGone() {
        sendLetters(5);
        JsonNode dryRun = awaitJob(ask("{\"action\":\"replay\",\"dryRun\":true}"), "DONE");
        assertCounts(dryRun, 5, 0, 0, 0);
        assertThat(written("bad0")).isZero();
        String one = ask("{\"action\":\"replay\",\"partition\":\"" + this.topicName + "-0\",\"offset\":2}");
        assertCounts(awaitJob(one, "DONE"), 1, 0, 0, 0);
        assertThat(offsets(list(""))).containsExactly(4L, 3L, 1L, 0L);
        String all = ask(REPLAY);
        for (int i = 0; i < 2_000; i++) {
            send(0, 10_000 + i, "more");
        }
        assertCounts(awaitJob(all, "DONE"), 4, 0, 0, 0);
        this.topic.await();
        awaitLetters(0);
        soon().untilAsserted(() -> assertThat(written("more")).isEqualTo(2_000));
        for (int i = 0; i < 5; i++) {
            assertThat(written("bad" + i)).isEqualTo(1);
        }
        assertThat(writer().written).anyMatch(row -> row.startsWith(this.letters + "@2 "));
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 0);
        assertThat(written("bad0")).isEqualTo(1);
    }

    @Test
    void aLetterThatFailsTooOftenGoesToQuarantine() {
        this.service.close();
        this.service = newService("--rowcast.dead-letter.max-attempts=3");
        sendLetters(1);
        writer().poison = "name=bad";
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 1, 1, 0, 0);
        soon().untilAsserted(() -> assertThat(list("").get("letters").toString()).contains("\"offset\":1,",
                "\"recordOffset\":0", "\"attempts\":2"));
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 1, 1, 0, 0);
        awaitLetters(0);
        List<ConsumerRecord<byte[], byte[]>> quarantine = records(
                new TopicPartition(this.topicName + ".sink-recording.quarantine.dlq", 0));
        assertThat(quarantine).hasSize(1);
        assertThat(quarantine.getFirst().value()).asString().isEqualTo("{\"id\":0,\"name\":\"bad0\"}");
        assertThat(quarantine.getFirst().headers().lastHeader("rowcast.error.attempts").value()).asString()
            .isEqualTo("3");
    }

    @Test
    void aNewerRecordOfTheKeyIsNeverOverwritten() {
        writer().poison = "name=bad";
        send(0, 1, "bad1");
        send(0, 2, "bad2");
        send(0, 1, "newer");
        this.topic.await();
        awaitLetters(2);
        writer().poison = null;
        assertCounts(awaitJob(ask("{\"action\":\"replay\",\"force\":true}"), "DONE"), 1, 0, 1, 0);
        assertThat(written("bad2")).isEqualTo(1);
        assertThat(written("bad1")).isZero();
        assertThat(offsets(list(""))).containsExactly(0L);
    }

    @Test
    void whatCannotBeProvenToBeTheNewestNeedsForce() {
        this.service.close();
        this.service = newService("--rowcast.transforms[0].type=ValueToKey",
                "--rowcast.transforms[0].properties.fields=name");
        sendLetters(2);
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 2);
        assertThat(written("bad0")).isZero();
        awaitLetters(2);
        assertCounts(awaitJob(ask("{\"action\":\"replay\",\"force\":true}"), "DONE"), 2, 0, 0, 0);
        assertThat(written("bad0")).isEqualTo(1);
        awaitLetters(0);
    }

    @Test
    void discardedLettersAreGoneWithALineInTheLog(CapturedOutput output) {
        sendLetters(3);
        String id = ask("{\"action\":\"discard\",\"error\":\"IllegalArgumentException\"}");
        assertCounts(awaitJob(id, "DONE"), 3, 0, 0, 0);
        awaitLetters(0);
        assertThat(output).contains(
                "the dead letters at 0-2 of " + this.letters + " were discarded by an operator, " + "request " + id);
        assertThat(written("bad0")).isZero();
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 0);
    }

    @Test
    void aReplayGoesOnWhereItWasThoughItsOwnerDiedBetweenTheWriteAndTheNoteOfIt() {
        Map<TopicPartition, Long> target = new ConcurrentHashMap<>();
        writer().positions = target;
        sendLetters(450);
        writer().dyingAfterReplayed = 250;
        String id = ask(REPLAY);
        soon().until(() -> this.service.get("/actuator/health/liveness").startsWith("503"));
        RecordingWriter survivor = writer();
        this.service.close();
        survivor.dyingAfterReplayed = Integer.MAX_VALUE;
        this.service = new RecordingService(survivor, this.kafka.bootstrapServers(), "group-" + this.topicName,
                this.topicName);
        assertThat(awaitJob(id, "DONE").get("letters").get("done").asInt()).isEqualTo(450);
        awaitLetters(0);
        Map<String, Integer> times = new HashMap<>();
        writer().written.stream()
            .filter(row -> row.startsWith(this.letters.toString()))
            .forEach(row -> times.merge(row, 1, Integer::sum));
        assertThat(times).hasSize(450).allSatisfy((row, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aReplayWaitsForATargetThatIsAwayAndCanBeCancelled() {
        sendLetters(3);
        writer().ailing = this.letters;
        String id = ask(REPLAY);
        awaitJob(id, "RUNNING");
        soon().untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
            .contains("this partition's table is away"));
        ask("{\"action\":\"cancel\"}");
        awaitJob(id, "CANCELLED");
        writer().ailing = null;
        awaitLetters(3);
        send(0, 5_000, "after");
        this.topic.await();
        soon().untilAsserted(() -> assertThat(written("after")).isEqualTo(1));
        assertThat(written("bad0")).isZero();
    }

    @Test
    void aReplayThatWouldMostlyFailAgainIsHeldAndThePartitionGoesOn() {
        sendLetters(30);
        writer().poison = "name=bad";
        JsonNode job = awaitJob(ask(REPLAY), "HELD");
        assertThat(job.get("reason").asString()).contains("rowcast.dead-letter.max-ratio=0.5", "too hot")
            .doesNotContain("bad");
        awaitLetters(30);
        send(0, 5_000, "after");
        this.topic.await();
        soon().untilAsserted(() -> assertThat(written("after")).isEqualTo(1));
        assertThat(this.service.get("/actuator/health/readiness")).startsWith("200");
    }

    @Test
    void lettersThatTheWriterHoldsAreHandledWhenTheyAreDurable() {
        sendLetters(3);
        writer().heldFrom.put(this.letters, 1L);
        String id = ask(REPLAY);
        soon().untilAsserted(() -> assertThat(written("bad2")).isEqualTo(1));
        soon().untilAsserted(() -> assertThat(offsets(list(""))).containsExactly(2L, 1L));
        writer().heldFrom.clear();
        assertCounts(awaitJob(id, "DONE"), 3, 0, 0, 0);
        assertThat(written("bad2")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"action":"resend"}                 | 400 {"error":"action: 'resend' is none of replay, discard, cancel"}
                    {"action":"replay","offset":1}      | 400 {"error":"offset: needs the partition"}
                    {"action":"replay","dryRun":"yes"}  | 400 {"error":"dryRun: 'yes' is none of true, false"}
                    {"action":"replay","since":"noon"}  | 400 {"error":"since: 'noon' is no time such as 2026-11-21T10:15:00Z"}
                    {"action":"replay","dry":true}      | 400 {"error":"dry: no such field; there are action, dryRun, error, force, offset, partition, since, until"}
                    {"action":["replay"]}               | 400 {"error":"action: must be a text, a number, true or false"}
                    """)
    void aWrongRequestIsRefusedWithWhatIsAllowed(String body, String answer) {
        assertThat(this.service.post("/actuator/deadletters", body)).isEqualTo(answer);
    }

}
