package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import io.rowcast.sink.TransientSinkException;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith({ Servers.class, OutputCaptureExtension.class })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkRuntimeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final String SCHEMA = RowTopic.struct(RowTopic.field("index", "int64", null, false),
            RowTopic.field("name", "string", null, true));

    private final String prefix = "P_people_" + UUID.randomUUID() + "_";

    private final KafkaServer kafka;

    /** Of most tests: each has a topic of its own. */
    private final RecordingService shared;

    private int tests;

    private String topicName;

    private String group;

    private RowTopic topic;

    private RecordingService service;

    SinkRuntimeIT(KafkaServer kafka) {
        this.kafka = kafka;
        this.shared = newService(this.prefix);
    }

    @BeforeEach
    void start() {
        this.service = this.shared;
        this.group = "group-" + this.prefix;
        newTopic(this.prefix + this.tests++);
    }

    private void newTopic(String name) {
        this.topicName = name;
        this.topic = new RowTopic(this.kafka.bootstrapServers(), name, 2);
        this.topic.schema("00000000000000a1", SCHEMA);
    }

    /** A test that needs a service for itself. */
    private void alone(String... more) {
        this.topic.close();
        newTopic("P_people_alone_" + UUID.randomUUID());
        this.group = "group-" + this.topicName;
        this.service = newService(this.topicName, more);
    }

    @AfterEach
    void reset() {
        if (this.service != this.shared) {
            this.service.close();
        }
        this.topic.close();
        this.shared.writer().reset();
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.shared.get("/actuator/health/readiness")).startsWith("200"));
    }

    @AfterAll
    void stop() {
        this.shared.close();
    }

    private RecordingService newService(String name, String... more) {
        return new RecordingService(this.kafka.bootstrapServers(), "group-" + name, name, more);
    }

    private void send(int partition, int from, int to) {
        for (int i = from; i <= to; i++) {
            this.topic.send(partition, "{\"index\":" + i + "}", "{\"index\":" + i + ",\"name\":\"n" + i + "\"}");
        }
        this.topic.await();
    }

    private RecordingWriter writer() {
        return this.service.writer();
    }

    private long committed(int partition) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.kafka.bootstrapServers()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(this.group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(this.topicName, partition));
            return (offset != null) ? offset.offset() : -1;
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        List<TopicPartition> partitions = List.of(new TopicPartition(this.topicName + ".sink-recording.dlq", 0),
                new TopicPartition(this.topicName + ".sink-recording.dlq", 1));
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", this.kafka.bootstrapServers()), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long count = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            while (letters.size() < count) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
        }
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void rowsReachTheWriterDecodedAndInOrderAndTheirOffsetsAreCommitted() {
        send(0, 1, 500);
        send(1, 501, 1_000);
        this.topic.send(0, "{\"index\":1}", null);
        this.topic.await();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(1_001));
        assertThat(writer().written.stream().filter(row -> row.startsWith(this.topicName + "-0@")).toList()).first()
            .asString()
            .endsWith("-0@0 Struct{index=1,name=n1}");
        assertThat(writer().written).contains(this.topicName + "-0@500 -Struct{index=1}");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0) + committed(1)).isEqualTo(1_001));
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(this.service.get("/actuator/health/readiness")).startsWith("200");
            assertThat(this.service.get("/actuator/pipeline")).contains("\"service\":\"sink-recording\"",
                    "\"name\":\"" + this.topicName + "-0\"", "\"state\":\"RUNNING\"", "\"position\":\"501\"",
                    "\"lagRecords\":0");
            assertThat(this.service.get("/actuator/prometheus")).contains("rowcast_records_consumed_total",
                    "rowcast_records_written_total", "rowcast_write_seconds_bucket", "rowcast_batch_size",
                    "rowcast_end_to_end_seconds_bucket", "rowcast_lag_records", "rowcast_lag_seconds",
                    "rowcast_retries_total{service=\"sink-recording\",topic=\"" + this.topicName + "\"} 0.0",
                    "rowcast_records_dead_lettered_total{service=\"sink-recording\",topic=\"" + this.topicName
                            + "\"} 0.0");
        });
    }

    @Test
    void aTargetThatIsAwayIsWaitedForWithTheReasonInTheHealthAndNothingIsLostOrDeadLettered() {
        alone("--spring.kafka.consumer.properties.max.poll.interval.ms=2000");
        send(0, 1, 10);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(10));
        writer().failure = new TransientSinkException("the target is away", null);
        send(0, 11, 20);
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
                .contains("RETRYING: the target is away");
            assertThat(this.service.get("/actuator/health/liveness")).startsWith("200");
            assertThat(this.service.get("/actuator/pipeline")).contains("\"lagRecords\":10");
            assertThat(this.service.get("/actuator/prometheus")).contains("rowcast_retries_total");
        });
        send(0, 21, 25);
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.service.get("/actuator/pipeline")).contains("\"lagRecords\":15"));
        // Several times as long as the group waits for one that does not poll.
        int releases = writer().releases.get();
        await().atMost(TIMEOUT)
            .during(Duration.ofSeconds(7))
            .until(() -> this.service.get("/actuator/pipeline").contains("\"state\":\"RETRYING\""));
        assertThat(writer().releases).hasValue(releases);
        writer().failure = null;
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(writer().written).hasSize(25).doesNotHaveDuplicates();
            assertThat(this.service.get("/actuator/health/readiness")).startsWith("200");
        });
        assertThat(writer().opened.keySet().stream().filter(each -> each.topic().equals(this.topicName))).hasSize(2);
    }

    @Test
    void aPartitionThatCannotBeWrittenDoesNotHoldTheOthers() {
        writer().ailing = new TopicPartition(this.topicName, 0);
        send(0, 1, 10);
        send(1, 11, 20);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(1)).isEqualTo(10));
        for (int i = 21; i <= 25; i++) {
            send(1, i, i);
            long expected = 10 + i - 20;
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(1)).isEqualTo(expected));
        }
        assertThat(committed(0)).isLessThanOrEqualTo(0);
        assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
            .contains(this.topicName + "-0", "this partition's table is away");
        writer().ailing = null;
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(25).doesNotHaveDuplicates());
    }

    @Test
    void aFailureThatNobodyForesawHoldsThePartitionAndDropsNothing(CapturedOutput output) {
        send(1, 1, 1);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(1)).isEqualTo(1));
        writer().failure = new IllegalStateException("a bug");
        send(1, 2, 10);
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
                .contains("HELD: a bug"));
        assertThat(committed(1)).isEqualTo(1);
        await().atMost(TIMEOUT).until(() -> writer().attempts.get() > 3);
        assertThat(output.getAll().split("held after an unknown failure", -1)).hasSize(2);
        writer().failure = null;
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(10));
    }

    @Test
    void aCallThatDoesNotReturnIsToldByReadinessOnly() {
        alone("--rowcast.stuck-after=500ms");
        CountDownLatch answer = new CountDownLatch(1);
        writer().before = () -> awaitAnswer(answer);
        send(0, 1, 10);
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
                .contains("has not come round", "it stands in " + SinkRuntimeIT.class.getName()));
        assertThat(this.service.get("/actuator/health/liveness")).startsWith("200");
        answer.countDown();
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("200"));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(10));
        assertThat(writer().written).hasSize(10);
    }

    private static void awaitAnswer(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void aDeadlockFailsLiveness() throws InterruptedException {
        alone("--rowcast.stuck-after=200ms");
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        Thread neighbour = Thread.ofPlatform().start(() -> take(other, one, both));
        writer().before = () -> take(one, other, both);
        send(0, 1, 10);
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(this.service.get("/actuator/health/liveness")).startsWith("503");
            assertThat(this.service.get("/actuator/health/readiness")).startsWith("503").contains("is in a deadlock");
        });
        neighbour.interrupt();
        neighbour.join();
    }

    /** Takes one lock, and the other when each thread has one. */
    private static void take(ReentrantLock first, ReentrantLock second, CountDownLatch both) {
        first.lock();
        try {
            both.countDown();
            both.await();
            second.lockInterruptibly();
            second.unlock();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            first.unlock();
        }
    }

    @Test
    void aConsumerThatHasEndedByItselfFailsLiveness() {
        alone();
        send(0, 1, 10);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(10));
        assertThat(this.service.get("/actuator/health/liveness")).startsWith("200");
        writer().error = new AssertionError("as bad as can be");
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(this.service.get("/actuator/health/liveness")).startsWith("503");
            assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
                .contains("a consumer has ended: ERROR");
        });
    }

    @Test
    void aBadRecordGoesAloneToTheDeadLetterTopicWithItsOriginalBytes() {
        writer().poison = "name=n7}";
        send(0, 1, 10);
        this.topic.sendForeign(0, new byte[] { 'k' }, "no json".getBytes(StandardCharsets.UTF_8));
        send(0, 12, 20);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(20));
        assertThat(writer().written).hasSize(18);
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters();
        assertThat(letters).hasSize(2);
        ConsumerRecord<byte[], byte[]> rejected = letters.stream()
            .filter(letter -> header(letter, "rowcast.error.offset").equals("6"))
            .findFirst()
            .orElseThrow();
        assertThat(rejected.key()).asString().isEqualTo("{\"index\":7}");
        assertThat(rejected.value()).asString().isEqualTo("{\"index\":7,\"name\":\"n7\"}");
        assertThat(header(rejected, "rowcast.schema")).isEqualTo("00000000000000a1");
        assertThat(header(rejected, "rowcast.error.topic")).isEqualTo(this.topicName);
        assertThat(header(rejected, "rowcast.error.partition")).isEqualTo("0");
        assertThat(header(rejected, "rowcast.error.service")).isEqualTo("sink-recording");
        assertThat(header(rejected, "rowcast.error.class")).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(header(rejected, "rowcast.error.message")).isEqualTo("too hot");
        assertThat(header(rejected, "rowcast.error.stage")).isEqualTo("write");
        assertThat(header(rejected, "rowcast.error.attempts")).isEqualTo("1");
        assertThat(header(rejected, "rowcast.error.time")).isNotEmpty();
        assertThat(header(rejected, "rowcast.error.timestamp")).matches("\\d{13}");
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.value()).asString().isEqualTo("no json");
            assertThat(header(letter, "rowcast.error.stage")).isEqualTo("decode");
        });
        assertThat(this.service.get("/actuator/prometheus")).contains(
                "rowcast_records_dead_lettered_total{service=\"sink-recording\",topic=\"" + this.topicName + "\"} 2.0");
    }

    @Test
    void aPartitionIsHeldWhereDeadLettersWouldBeTheRuleAndNotTheException() {
        send(0, 1, 30);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(30));
        writer().poison = "name=n";
        send(0, 31, 2_000);
        send(1, 2_001, 2_003);
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(this.service.get("/actuator/health/readiness")).startsWith("503")
                .contains("HELD", "rowcast.dead-letter.max-ratio=0.5", "too hot")
                .doesNotContain("n2000");
            assertThat(committed(1)).isEqualTo(3);
        });
        int letters = deadLetters().size();
        assertThat(letters).isLessThan(550);
        writer().poison = null;
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(2_000));
        assertThat(deadLetters()).hasSize(letters);
        assertThat(writer().written.stream().distinct().count() + letters).isBetween(2_003L, 2_003L + letters);
        assertThat(this.service.get("/actuator/health/readiness")).startsWith("200");
    }

    @Test
    void theWriterSeesRecordsAsTransformationsLeaveThem() {
        alone("--rowcast.transforms[0].type=Filter", "--rowcast.transforms[0].predicate.type=RecordIsTombstone",
                "--rowcast.transforms[1].type=Cast$Value", "--rowcast.transforms[1].properties.spec=name:int32",
                "--rowcast.transforms[2].type=RegexRouter", "--rowcast.transforms[2].properties.regex=P_people.*",
                "--rowcast.transforms[2].properties.replacement=people");
        this.topic.send(0, "{\"index\":1}", "{\"index\":1,\"name\":\"11\"}");
        this.topic.send(0, "{\"index\":2}", "{\"index\":2,\"name\":\"two\"}");
        this.topic.send(0, "{\"index\":3}", "{\"index\":3,\"name\":\"33\"}");
        this.topic.send(0, "{\"index\":1}", null);
        this.topic.await();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(4));
        assertThat(writer().records)
            .extracting(record -> record.topic() + new String(record.json(), StandardCharsets.UTF_8))
            .containsExactly("people{\"index\":1,\"name\":11}", "people{\"index\":3,\"name\":33}");
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().value()).asString().isEqualTo("{\"index\":2,\"name\":\"two\"}");
        assertThat(header(letters.getFirst(), "rowcast.error.stage")).isEqualTo("transform");
        assertThat(header(letters.getFirst(), "rowcast.error.message")).contains("rowcast.transforms[1] Cast$Value")
            .doesNotContain("two");
        assertThat(this.service.get("/actuator/prometheus")).contains(
                "rowcast_records_filtered_total{service=\"sink-recording\",topic=\"" + this.topicName + "\"} 1.0");
    }

    @Test
    void aDeadLetterIsSentOnceThoughItsNeighboursHaveToWait() {
        writer().ailing = new TopicPartition(this.topicName, 0);
        send(0, 1, 5);
        this.topic.sendForeign(0, null, "no json".getBytes(StandardCharsets.UTF_8));
        send(0, 7, 10);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().attempts).hasValueGreaterThan(3));
        writer().ailing = null;
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(10));
        assertThat(writer().written).hasSize(9);
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void recordsThatTheWriterHoldsAreNotCommittedAndComeAgainAfterARestart() {
        alone();
        send(0, 1, 10);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(10));
        writer().heldFrom.put(new TopicPartition(this.topicName, 0), 12L);
        send(0, 11, 20);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(12));
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.service.get("/actuator/pipeline")).contains("\"lagRecords\":8"));
        this.service.close();
        this.service = newService(this.topicName);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(8));
        assertThat(writer().written.getFirst()).endsWith("@12 Struct{index=13,name=n13}");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(20));
    }

    @Test
    void foreignJsonIsReadWithASchemaOffItsValues() {
        this.topic.sendForeign(0, null,
                "{\"a\": 1, \"b\": 1.50, \"c\": null, \"d\": {\"x\": [1]}}".getBytes(StandardCharsets.UTF_8));
        this.topic.sendForeign(0, null, """
                {"schema":{"type":"struct","optional":false,"fields":[{"field":"a","type":"int32","optional":false}]},
                "payload":{"a":7}}""".getBytes(StandardCharsets.UTF_8));
        this.topic.await();
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(writer().written).containsExactly(
                    this.topicName + "-0@0 Struct{a=1,b=1.50,d={\"x\": [1]}}", this.topicName + "-0@1 Struct{a=7}"));
    }

    @Test
    void aPartitionThatACallHasHeldForTooLongIsWithAnotherConsumerOfTheServiceAndStaysThere() {
        alone("--rowcast.concurrency=2", "--spring.kafka.consumer.properties.max.poll.interval.ms=2000");
        send(0, 1, 10);
        send(1, 11, 20);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(writer().written).hasSize(20));
        CountDownLatch stuck = new CountDownLatch(1);
        writer().stuck = stuck;
        send(0, 21, 25);
        await().atMost(TIMEOUT).until(() -> writer().stuck == null);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0)).isEqualTo(15));
        stuck.countDown();
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.service.get("/actuator/health/readiness")).startsWith("200"));
        send(0, 26, 30);
        send(1, 31, 35);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed(0) + committed(1)).isEqualTo(35));
    }

    @Test
    void aBrokerThatIsKilledIsWaitedFor() {
        KafkaServer own = KafkaServer.temporary();
        own.start();
        try (own;
                RowTopic rows = new RowTopic(own.bootstrapServers(), this.topicName, 1);
                RecordingService sink = new RecordingService(own.bootstrapServers(), "group", this.topicName)) {
            rows.schema("00000000000000a1", SCHEMA);
            rows.send(0, null, "{\"index\":1}");
            rows.await();
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sink.writer().written).hasSize(1));
            own.kill();
            await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(sink.get("/actuator/health/readiness")).startsWith("503").contains("kafka"));
            own.restart();
            rows.send(0, null, "{\"index\":2}");
            rows.await();
            await().atMost(TIMEOUT).untilAsserted(() -> {
                // the first one again if the broker was gone before its offset was
                // committed
                assertThat(sink.writer().written).last().asString().endsWith("@1 Struct{index=2}");
                assertThat(sink.get("/actuator/health/readiness")).startsWith("200");
            });
        }
    }

}
