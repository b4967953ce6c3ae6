package io.rowcast.s3;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.rowcast.testkit.DeadLetterTopic;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.S3Server;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole service against real servers. */
@ExtendWith(Servers.class)
class S3SinkServiceIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String NEVER = "--rowcast.s3.rotate.interval=1h";

    private static final String SOON = "--rowcast.s3.rotate.interval=500ms";

    private final String topicName = "P_people_" + UUID.randomUUID();

    private final KafkaServer kafka;

    private final S3Server s3;

    private Bucket bucket;

    private RowTopic topic;

    S3SinkServiceIT(KafkaServer kafka, S3Server s3) {
        this.kafka = kafka;
        this.s3 = s3;
    }

    @BeforeEach
    void create() {
        this.bucket = new Bucket(this.s3);
        this.topic = new RowTopic(this.kafka.bootstrapServers(), this.topicName, 2);
        this.topic.schema("00000000000000a1", RowTopic.struct(RowTopic.field("id", "int64", null, false),
                RowTopic.field("text", "string", null, true)));
    }

    @AfterEach
    void close() {
        this.topic.close();
        this.bucket.close();
    }

    private RunningService start(String... settings) {
        return new RunningService(this.kafka, this.s3, this.bucket, this.topicName, settings);
    }

    private static String row(int id) {
        return "{\"id\":" + id + ",\"text\":\"text of row " + id + "\"}";
    }

    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(S3SinkServiceIT::row).toList();
    }

    /** Sends rows to both partitions in turn. */
    private void send(int from, int to) {
        for (int id = from; id < to; id++) {
            this.topic.send(id % 2, "{\"id\":" + id + "}", row(id));
        }
        this.topic.await();
    }

    private String key(int partition, long firstOffset, String extension) {
        return "topics/%s/partition=%d/%s+%d+%010d.%s".formatted(this.topicName, partition, this.topicName, partition,
                firstOffset, extension);
    }

    private void awaitRows(int from, int to) {
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(this.bucket.lines()).hasSizeGreaterThanOrEqualTo(to - from));
        assertThat(this.bucket.lines()).containsExactlyInAnyOrderElementsOf(rows(from, to));
    }

    @Test
    void objectsEndAfterSoManyRowsAndAreNamedByTheirFirst() {
        try (RunningService service = start(NEVER, "--rowcast.s3.rotate.records=100", "--rowcast.concurrency=2")) {
            send(0, 450);
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(this.bucket.keys()).containsExactlyInAnyOrder(key(0, 0, "json"),
                        key(0, 100, "json"), key(1, 0, "json"), key(1, 100, "json")));
            assertThat(service.get("/actuator/pipeline")).contains("\"RUNNING\"");
        }
        assertThat(this.bucket.lines()).containsExactlyInAnyOrderElementsOf(rows(0, 400));
    }

    @Test
    void whatIsNotInAnObjectYetIsReadAgainByTheNextStart() {
        try (RunningService service = start(NEVER, "--rowcast.s3.rotate.records=100")) {
            send(0, 250);
            await().atMost(TIMEOUT).until(() -> this.bucket.keys().size() == 2);
            assertThat(service.get("/actuator/health/liveness")).startsWith("200");
        }
        send(250, 300);
        try (RunningService service = start(SOON)) {
            awaitRows(0, 300);
            assertThat(service.get("/actuator/health/liveness")).startsWith("200");
        }
    }

    @Test
    void anObjectIsCompletedByTheClockWhileNothingArrives() {
        try (RunningService service = start(SOON)) {
            send(0, 5);
            awaitRows(0, 5);
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/pipeline")).doesNotContain("\"lagRecords\":3")
                    .contains("\"position\":\"3\"", "\"position\":\"2\""));
        }
    }

    @Test
    void aReplayWritesTheSameBytesInTheSamePlaces() {
        send(0, 5_000);
        String[] settings = { NEVER, "--rowcast.s3.rotate.records=500", "--rowcast.s3.compression=gzip" };
        Map<String, byte[]> first;
        try (RunningService service = start(settings)) {
            await().atMost(TIMEOUT).until(() -> this.bucket.keys().size() == 10);
            assertThat(service.get("/actuator/health/liveness")).startsWith("200");
            first = this.bucket.objects();
        }
        assertThat(first).containsKey(key(1, 2_000, "json.gz"));
        try (Bucket again = new Bucket(this.s3);
                RunningService replay = new RunningService(this.kafka, this.s3, again, this.topicName,
                        "--rowcast.s3.rotate.records=500", "--rowcast.s3.compression=gzip", NEVER,
                        "--spring.kafka.consumer.group-id=replay-" + this.topicName)) {
            await().atMost(TIMEOUT).until(() -> again.keys().size() == 10);
            assertThat(replay.get("/actuator/health/liveness")).startsWith("200");
            assertThat(again.objects()).usingRecursiveComparison().isEqualTo(first);
        }
        awaitRows(0, 5_000);
    }

    @Test
    void aResetToTheBeginningBuildsTheSameObjectsAgain() {
        send(0, 250);
        try (RunningService service = start(NEVER, "--rowcast.s3.rotate.records=50")) {
            await().atMost(TIMEOUT).until(() -> this.bucket.keys().size() == 4);
            Map<String, byte[]> first = this.bucket.objects();
            this.bucket.delete();
            String path = "/actuator/pipeline/" + this.topicName + "-";
            for (int partition = 0; partition < 2; partition++) {
                String each = path + partition;
                await().atMost(TIMEOUT)
                    .until(() -> service.post(each, "{\"action\":\"reset\",\"position\":\"beginning\"}")
                        .startsWith("20"));
            }
            await().atMost(TIMEOUT).until(() -> this.bucket.keys().size() == 4);
            assertThat(this.bucket.objects()).usingRecursiveComparison().isEqualTo(first);
        }
    }

    @Test
    void deadLettersThatAreReplayedAreInAnObjectOfTheirOwnOnce() {
        String letters = this.topicName + ".sink-s3-service.dlq";
        try (DeadLetterTopic dead = new DeadLetterTopic(this.kafka.bootstrapServers(), this.topicName, 2,
                "sink-s3-service")) {
            for (int id = 0; id < 3; id++) {
                dead.send(0, id, "00000000000000a1", "{\"id\":" + id + "}", row(id));
            }
        }
        try (RunningService service = start(SOON)) {
            String replay = "{\"action\":\"replay\",\"partition\":\"" + this.topicName + "-0\"}";
            await().atMost(TIMEOUT).until(() -> service.post("/actuator/deadletters", replay).startsWith("202"));
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/deadletters")).contains("\"state\":\"DONE\"",
                        "\"done\":3"));
            assertThat(service.post("/actuator/deadletters", replay)).startsWith("202");
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/deadletters")).contains("\"state\":\"DONE\"",
                        "\"done\":0"));
        }
        assertThat(this.bucket.objects())
            .containsOnlyKeys("topics/%s/partition=0/%s+0+0000000000.json".formatted(this.topicName, letters));
        assertThat(this.bucket.lines()).containsExactlyElementsOf(rows(0, 3));
    }

    @Test
    void largeObjectsAreUploadedInPartsAsTheyGrow() {
        String text = "x".repeat(700_000);
        try (RunningService service = start("--rowcast.s3.rotate.interval=15s", "--rowcast.s3.rotate.bytes=12MB",
                "--rowcast.s3.memory=6MB")) {
            for (int id = 0; id < 40; id++) {
                this.topic.send(0, "{\"id\":" + id + "}", "{\"id\":" + id + ",\"text\":\"" + text + "\"}");
            }
            this.topic.await();
            await().atMost(TIMEOUT).until(() -> this.bucket.lines().size() == 40);
            assertThat(service.get("/actuator/health/liveness")).startsWith("200");
        }
        assertThat(this.bucket.objects()).containsKey(key(0, 0, "json"));
        assertThat(this.bucket.objects().get(key(0, 0, "json"))).hasSizeGreaterThan(12 << 20);
        assertThat(this.bucket.lines()).allMatch(line -> line.length() > 700_000).doesNotHaveDuplicates();
    }

    @Test
    void aHundredPartitionsGetAlongWithLittleMemory() {
        String name = this.topicName + "_wide";
        try (RowTopic wide = new RowTopic(this.kafka.bootstrapServers(), name, 100)) {
            wide.schema("00000000000000a2", RowTopic.struct(RowTopic.field("id", "int64", null, false)));
            try (RunningService service = new RunningService(this.kafka, this.s3, this.bucket, name, NEVER,
                    "--rowcast.s3.memory=5MB", "--rowcast.concurrency=3")) {
                String padding = " ".repeat(1_000);
                for (int id = 0; id < 20_000; id++) {
                    wide.send(id % 100, "{\"id\":" + id + "}", "{\"id\":" + padding + id + "}");
                }
                wide.await();
                awaitLines(14_000);
                assertThat(service.get("/actuator/health/liveness")).startsWith("200");
            }
            try (RunningService service = new RunningService(this.kafka, this.s3, this.bucket, name,
                    "--rowcast.s3.rotate.interval=200ms")) {
                awaitLines(20_000);
                assertThat(service.get("/actuator/health/liveness")).startsWith("200");
            }
        }
        assertThat(this.bucket.lines()).map(line -> line.replace(" ", ""))
            .containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, 20_000).mapToObj(id -> "{\"id\":" + id + "}").toList());
    }

    /** Looks now and then: to read hundreds of objects is work for the server as well. */
    private void awaitLines(int count) {
        await().atMost(Duration.ofSeconds(120))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> this.bucket.lines().size() >= count);
    }

    @Test
    void anotherProgramsJsonIsWrittenAndWhatIsNoRowIsADeadLetter() {
        try (RunningService service = start(SOON)) {
            this.topic.sendForeign(0, null, "{\"id\": 1}".getBytes());
            this.topic.sendForeign(0, null, "no JSON".getBytes());
            this.topic.sendForeign(0, null, null);
            this.topic.sendForeign(0, null, "{\"id\": 2}".getBytes());
            this.topic.await();
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(this.bucket.lines()).containsExactly("{\"id\":1}", "{\"id\":2}"));
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/prometheus"))
                    .containsPattern("rowcast_records_dead_lettered_total\\{[^}]*\\} 1"));
        }
    }

    @Test
    void refusedCredentialsAreToldByReadiness() {
        try (RunningService service = start("--rowcast.s3.secret-key=wrong")) {
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness")).startsWith("503")
                    .contains("credentials are refused")
                    .doesNotContain("wrong"));
            assertThat(service.get("/actuator/health/liveness")).startsWith("200");
        }
    }

}
