package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.rowcast.testkit.DeadLetterTopic;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String REPLAY = "replay";

    private static final String FINGERPRINT = "00000000000000d1";

    private static final int PARTITIONS = 60;

    private final KafkaServer kafka;

    private final RowTopic sharedTopic;

    private String topicName;

    private RowTopic topic;

    /** Of most tests: each has two partitions of its own. */
    private final RecordingService shared;

    private int next;

    /** Of the test at hand. */
    private int partition;

    private int partitions;

    private TopicPartition letters;

    private RecordingService service;

    DeadLettersIT(KafkaServer kafka) {
        this.kafka = kafka;
        this.sharedTopic = newTopic(PARTITIONS);
        this.topicName = this.sharedTopic.name();
        this.shared = newService(new RecordingWriter(), "--rowcast.dead-letter.masked-fields=name,ssn");
    }

    @BeforeEach
    void start() {
        this.topic = this.sharedTopic;
        this.topicName = this.topic.name();
        this.partitions = PARTITIONS;
        this.partition = this.next;
        this.next += 2;
        this.letters = new TopicPartition(this.topicName + ".sink-recording.dlq", this.partition);
        this.service = this.shared;
    }

    @AfterEach
    void reset() {
        if (this.service != this.shared) {
            this.service.close();
            this.topic.close();
        }
        this.shared.writer().reset();
    }

    @AfterAll
    void stop() {
        this.shared.close();
        this.sharedTopic.close();
    }

    private RecordingService newService(RecordingWriter writer, String... more) {
        return new RecordingService(writer, this.kafka.bootstrapServers(), "group-" + this.topicName, this.topicName,
                more);
    }

    /** A test that needs a service, and a topic of two partitions, for itself. */
    private void alone(String... more) {
        ownTopic();
        this.service = newService(new RecordingWriter(), more);
    }

    private void ownTopic() {
        this.topic = newTopic(2);
        this.topicName = this.topic.name();
        this.partitions = 2;
        this.partition = 0;
        this.letters = new TopicPartition(this.topicName + ".sink-recording.dlq", 0);
    }

    private RowTopic newTopic(int partitions) {
        RowTopic made = new RowTopic(this.kafka.bootstrapServers(), "P_people_" + UUID.randomUUID(), partitions);
        made.schema(FINGERPRINT, RowTopic.struct(RowTopic.field("id", "int64", null, false),
                RowTopic.field("name", "string", null, true)));
        return made;
    }

    private String source() {
        return this.topicName + "-" + this.partition;
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private RecordingWriter writer() {
        return this.service.writer();
    }

    private void send(int id, String name) {
        send(this.partition, id, name);
    }

    private void send(int to, int number, String name) {
        long id = id(to, number);
        this.topic.send(to, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"name\":\"" + name + "\"}");
    }

    /** Returns the id of some number that Kafka puts into a partition. */
    private long id(int to, int number) {
        return LongStream.iterate(number, id -> id + 100_000)
            .filter(id -> Utils.toPositive(Utils.murmur2(("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8)))
                    % this.partitions == to)
            .findFirst()
            .orElseThrow();
    }

    /**
     * Sends rows that are dead letters, among twice as many that are not.
     */
    private void sendLetters(int count) {
        writer().poison = "name=bad";
        for (int i = 0; i < count; i++) {
            send(i, "bad" + i);
            send(1_000 + i, "good" + i);
            send(2_000 + i, "good" + i);
        }
        this.topic.await();
        awaitLetters(count);
        writer().poison = null;
    }

    /** Returns the letters of the partition, as soon as there was the time to look. */
    private JsonNode list(String query) {
        return listAll("?partition=" + source() + query);
    }

    private JsonNode listAll(String query) {
        return soon().until(() -> answer(query), answer -> answer.get("complete").asBoolean());
    }

    private JsonNode answer(String query) {
        String answer = this.service.get("/actuator/deadletters" + query);
        assertThat(answer).startsWith("200 ");
        return MAPPER.readTree(answer.substring(4));
    }

    private void awaitLetters(int count) {
        soon().untilAsserted(() -> assertThat(list("&limit=500").get("letters").size()).isEqualTo(count));
    }

    private static List<Long> offsets(JsonNode list) {
        return list.get("letters").valueStream().map(letter -> letter.get("offset").asLong()).toList();
    }

    /** Asks for something with the partition's letters; returns the id of the request. */
    private String ask(String action) {
        return ask(action, "");
    }

    private String ask(String action, String more) {
        String body = "{\"action\":\"" + action + "\",\"partition\":\"" + source() + "\"" + more + "}";
        String answer = this.service.post("/actuator/deadletters", body);
        assertThat(answer).startsWith("202 ");
        return MAPPER.readTree(answer.substring(4)).get("id").asString();
    }

    /** Waits until a job is in a state. */
    private JsonNode awaitJob(String id, String state) {
        return soon().until(() -> answer("").get("jobs")
            .valueStream()
            .filter(job -> job.get("id").asString().equals(id))
            .findFirst()
            .orElse(null), job -> job != null && job.get("state").asString().equals(state));
    }

    private static void assertCounts(JsonNode job, int done, int failed, int superseded, int unsure) {
        assertThat(job.get("letters").toString()).isEqualTo("{\"done\":" + done + ",\"failed\":" + failed
                + ",\"superseded\":" + superseded + ",\"unsure\":" + unsure + "}");
    }

    private long written(String name) {
        return writer().written.stream()
            .filter(row -> row.startsWith(source() + "@") || row.startsWith(this.letters + "@"))
            .filter(row -> row.contains("name=" + name + "}"))
            .count();
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
        writer().poison = "name=bad";
        send(1, "bad-secret");
        send(2, "good");
        send(this.partition + 1, 3, "bad-secret");
        this.topic.await();
        awaitLetters(1);
        String other = this.topicName + "-" + (this.partition + 1);
        soon().until(() -> listAll("?partition=" + other).get("letters").size() == 1);
        this.topic.sendForeign(this.partition, null, "no json".getBytes(StandardCharsets.UTF_8));
        this.topic.await();
        awaitLetters(2);
        JsonNode newest = listAll("?limit=1").get("letters");
        assertThat(newest.size()).isEqualTo(1);
        assertThat(newest.get(0).get("stage").asString()).isEqualTo("decode");
        assertThat(list("&error=IllegalArgumentException").get("letters").size()).isEqualTo(1);
        assertThat(listAll("?error=IllegalArgumentException&partition=" + other).get("letters").toString()).contains(
                "\"partition\":\"" + other + "\",\"offset\":0,\"recordOffset\":0", "\"message\":\"too hot\"",
                "\"attempts\":1");
        assertThat(list("&until=2020-01-01T00:00:00Z").get("letters").size()).isZero();
        assertThat(list("&since=2020-01-01T00:00:00Z").get("letters").size()).isEqualTo(2);
        assertThat(this.service.get("/actuator/deadletters/" + source() + "/0")).startsWith("401");
        soon().untilAsserted(() -> assertThat(this.service.getWithToken("/actuator/deadletters/" + source() + "/0"))
            .startsWith("200")
            .contains("\"key\":{\"id\":" + id(this.partition, 1) + "}", "\"name\":\"***\"}")
            .doesNotContain("secret"));
        soon().untilAsserted(() -> assertThat(this.service.getWithToken("/actuator/deadletters/" + source() + "/1"))
            .startsWith("200")
            .contains("\"row\":null")
            .doesNotContain("no json"));
        assertThat(this.service.getWithToken("/actuator/deadletters/" + source() + "/99")).startsWith("404");
        assertThat(output).doesNotContain("secret");
    }

    @Test
    void aReplayWritesEachLetterOnceWhileRecordsComeAndThenTheyAreGone() {
        sendLetters(5);
        JsonNode dryRun = awaitJob(ask(REPLAY, ",\"dryRun\":true"), "DONE");
        assertCounts(dryRun, 5, 0, 0, 0);
        assertThat(written("bad0")).isZero();
        String one = ask(REPLAY, ",\"offset\":2");
        assertCounts(awaitJob(one, "DONE"), 1, 0, 0, 0);
        assertThat(offsets(list(""))).containsExactly(4L, 3L, 1L, 0L);
        String all = ask(REPLAY);
        for (int i = 0; i < 2_000; i++) {
            send(10_000 + i, "more");
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
        alone("--rowcast.dead-letter.max-attempts=3");
        sendLetters(1);
        writer().poison = "name=bad";
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 1, 1, 0, 0);
        soon().untilAsserted(() -> assertThat(list("").get("letters").toString()).contains("\"offset\":1,",
                "\"recordOffset\":0", "\"attempts\":2"));
        growTopic(3);
        assertCounts(awaitJob(ask(REPLAY, ",\"force\":true"), "DONE"), 1, 1, 0, 0);
        awaitLetters(0);
        List<ConsumerRecord<byte[], byte[]>> quarantine = records(
                new TopicPartition(this.topicName + ".sink-recording.quarantine.dlq", 0));
        assertThat(quarantine).hasSize(1);
        assertThat(quarantine.getFirst().value()).asString().contains("\"name\":\"bad0\"}");
        assertThat(header(quarantine.getFirst(), "attempts")).isEqualTo("3");
        // It may be in the wrong partition by now, whatever the topic has today.
        assertThat(header(quarantine.getFirst(), "partitions")).isEqualTo("2");
    }

    /** They were put there by a hash of the key, or by another program. */
    @Test
    void lettersInAnotherPartitionThanTheirRecordsAreFoundWhereTheyAreAndReplayedWithForce() {
        ownTopic();
        try (DeadLetterTopic old = new DeadLetterTopic(this.kafka.bootstrapServers(), this.topicName, 3,
                "sink-recording")) {
            old.send(0, 1, 7, FINGERPRINT, "{\"id\":7}", "{\"id\":7,\"name\":\"moved\"}");
            old.sendForeign(0, "{\"id\":8}", "{\"id\":8,\"name\":\"nobody\"}");
            old.send(2, 2, 9, FINGERPRINT, "{\"id\":9}", "{\"id\":9,\"name\":\"beyond\"}");
        }
        this.service = newService(new RecordingWriter());
        send(1, "good");
        this.topic.await();
        soon().until(() -> written("good") == 1);
        soon().untilAsserted(() -> assertThat(listAll("").get("letters").size()).isEqualTo(3));
        assertThat(listAll("").get("letters").toString()).contains(
                "\"partition\":\"" + this.topicName + "-0\",\"offset\":0,\"recordOffset\":7,\"recordPartition\":\""
                        + this.topicName + "-1\"",
                "\"offset\":1,\"recordOffset\":-1,\"recordPartition\":null",
                "\"partition\":\"" + this.topicName + "-2\",\"offset\":0,\"recordOffset\":9");
        soon().untilAsserted(() -> assertThat(this.service.getWithToken("/actuator/deadletters/" + source() + "/1"))
            .startsWith("200")
            .contains("nobody"));
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 2);
        assertCounts(awaitJob(ask(REPLAY, ",\"force\":true"), "DONE"), 1, 0, 0, 1);
        this.partition = 2;
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 1);
        assertCounts(awaitJob(ask(REPLAY, ",\"force\":true"), "DONE"), 1, 0, 0, 0);
        assertThat(writer().written).hasSize(3).noneMatch(row -> row.contains("nobody"));
        assertThat(offsets(listAll(""))).containsExactly(1L);
    }

    @Test
    void lettersOfATopicThatWasDeletedAndIsMadeAgainAreNew() {
        alone("--spring.kafka.producer.properties.max.block.ms=500",
                "--spring.kafka.producer.properties.request.timeout.ms=500",
                "--spring.kafka.producer.properties.delivery.timeout.ms=1000");
        sendLetters(2);
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 2, 0, 0, 0);
        awaitLetters(0);
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(this.letters.topic())).all().get();
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
        sendLetters(1);
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 1, 0, 0, 0);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", this.kafka.bootstrapServers()));
    }

    private void growTopic(int partitions) {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(this.topicName, NewPartitions.increaseTo(partitions))).all().get();
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader("rowcast.error." + name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void aNewerRecordOfTheKeyIsNeverOverwritten() {
        writer().poison = "name=bad";
        send(1, "bad1");
        send(2, "bad2");
        send(1, "newer");
        this.topic.await();
        awaitLetters(2);
        writer().poison = null;
        assertCounts(awaitJob(ask(REPLAY, ",\"force\":true"), "DONE"), 1, 0, 1, 0);
        assertThat(written("bad2")).isEqualTo(1);
        assertThat(written("bad1")).isZero();
        assertThat(offsets(list(""))).containsExactly(0L);
    }

    /** The topic had fewer partitions when the record came, and may have a newer one. */
    @Test
    void aLetterThatIsNotWhereItsKeyGoesByNowNeedsForce() {
        writer().poison = "name=bad";
        long id = id(this.partition + 1, 1);
        this.topic.send(this.partition, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"name\":\"bad\"}");
        this.topic.await();
        awaitLetters(1);
        writer().poison = null;
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 1);
        assertCounts(awaitJob(ask(REPLAY, ",\"force\":true"), "DONE"), 1, 0, 0, 0);
    }

    @Test
    void whatCannotBeProvenToBeTheNewestNeedsForce() {
        alone("--rowcast.transforms[0].type=ValueToKey", "--rowcast.transforms[0].properties.fields=name");
        sendLetters(2);
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 2);
        assertThat(written("bad0")).isZero();
        awaitLetters(2);
        assertCounts(awaitJob(ask(REPLAY, ",\"force\":true"), "DONE"), 2, 0, 0, 0);
        assertThat(written("bad0")).isEqualTo(1);
        awaitLetters(0);
    }

    @Test
    void discardedLettersAreGoneWithALineInTheLog(CapturedOutput output) {
        sendLetters(3);
        String id = ask("discard", ",\"error\":\"IllegalArgumentException\"");
        assertCounts(awaitJob(id, "DONE"), 3, 0, 0, 0);
        awaitLetters(0);
        assertThat(output).contains(
                "the dead letters at 0-2 of " + this.letters + " were discarded by an operator, " + "request " + id);
        assertThat(written("bad0")).isZero();
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 0, 0, 0, 0);
    }

    @Test
    void noLetterIsWrittenTwiceThoughItsOwnerDiesBetweenTheWriteAndTheNoteOfItAlsoWhenItIsCancelledThen() {
        alone();
        writer().positions = new ConcurrentHashMap<>();
        sendLetters(450);
        String id = dyingAfter(150, () -> ask(REPLAY));
        dyingAfter(350, () -> {
            next(writer());
            return id;
        });
        String cancel = ask("cancel");
        soon().until(() -> records(new TopicPartition("rowcast.operations", 0)).stream()
            .anyMatch(asked -> new String(asked.key(), StandardCharsets.UTF_8).endsWith(cancel)));
        next(writer());
        assertCounts(awaitJob(id, "CANCELLED"), 400, 0, 0, 0);
        awaitLetters(50);
        assertCounts(awaitJob(ask(REPLAY), "DONE"), 50, 0, 0, 0);
        awaitLetters(0);
        Map<String, Integer> times = new HashMap<>();
        writer().written.stream()
            .filter(row -> row.startsWith(this.letters.toString()))
            .forEach(row -> times.merge(row, 1, Integer::sum));
        assertThat(times).hasSize(450).allSatisfy((row, count) -> assertThat(count).isEqualTo(1));
    }

    /** Does something after which the service dies when so many letters are written. */
    private <T> T dyingAfter(int replayed, Supplier<T> cause) {
        RecordingWriter target = writer();
        target.dyingAfterReplayed = replayed;
        T result = cause.get();
        soon().until(() -> this.service.get("/actuator/health/liveness").startsWith("503"));
        target.dyingAfterReplayed = Integer.MAX_VALUE;
        return result;
    }

    /** Another service takes over, with the same target. */
    private void next(RecordingWriter target) {
        this.service.close();
        this.service = newService(target);
    }

    @Test
    void aReplayThatFailsForAReasonThatNobodyForesawIsHeldAndKeepsWhatIsWritten() {
        writer().positions = new ConcurrentHashMap<>();
        sendLetters(3);
        writer().failingOnceReplayed.set(new IllegalStateException("a bug"));
        JsonNode job = awaitJob(ask(REPLAY), "HELD");
        assertThat(job.get("reason").asString()).isEqualTo("a bug");
        assertCounts(job, 3, 0, 0, 0);
        awaitLetters(0);
        assertThat(written("bad1")).isEqualTo(1);
    }

    @Test
    void aRecordThatIsRejectedAgainAfterAResetIsALetterAgain() {
        sendLetters(2);
        awaitJob(ask("discard"), "DONE");
        awaitLetters(0);
        writer().poison = "name=bad";
        soon().until(() -> this.service
            .post("/actuator/pipeline/" + source(), "{\"action\":\"reset\",\"position\":\"beginning\"}")
            .startsWith("20"));
        awaitLetters(2);
        assertThat(offsets(list(""))).containsExactly(3L, 2L);
    }

    @Test
    void aReplayWaitsForATargetThatIsAwayAndCanBeCancelled() {
        sendLetters(3);
        writer().ailing = this.letters;
        String id = ask(REPLAY);
        awaitJob(id, "RUNNING");
        soon().untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
            .contains("this partition's table is away"));
        ask("cancel");
        awaitJob(id, "CANCELLED");
        writer().ailing = null;
        awaitLetters(3);
        send(5_000, "after");
        this.topic.await();
        soon().untilAsserted(() -> assertThat(written("after")).isEqualTo(1));
        assertThat(written("bad0")).isZero();
    }

    @Test
    void aReplayThatIsCancelledFinishesFirstWhatMayBeWrittenAlready() {
        sendLetters(3);
        writer().planning = this.letters;
        String id = ask(REPLAY);
        soon().untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
            .contains("it may be written, or not"));
        ask("cancel");
        awaitJob(id, "CANCELLING");
        writer().planning = null;
        assertCounts(awaitJob(id, "CANCELLED"), 3, 0, 0, 0);
        awaitLetters(0);
        assertThat(written("bad1")).isEqualTo(1);
    }

    @Test
    void aReplayThatWouldMostlyFailAgainIsHeldAndThePartitionGoesOn() {
        sendLetters(30);
        writer().poison = "name=bad";
        JsonNode job = awaitJob(ask(REPLAY), "HELD");
        assertThat(job.get("reason").asString()).contains("rowcast.dead-letter.max-ratio=0.5", "too hot")
            .doesNotContain("bad");
        awaitLetters(30);
        send(5_000, "after");
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
