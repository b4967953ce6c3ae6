package io.rowcast.s3;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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

/** Each row is in exactly one object, whatever stops in the middle. */
@ExtendWith(Servers.class)
class S3SinkFaultsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final String topicName = "P_faults_" + UUID.randomUUID();

    private final S3Server s3 = S3Server.temporary();

    private final KafkaServer kafka;

    private Bucket bucket;

    S3SinkFaultsIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void create() {
        this.s3.start();
        this.bucket = new Bucket(this.s3);
    }

    @AfterEach
    void close() {
        this.bucket.close();
        this.s3.close();
    }

    private RowTopic newTopic(int partitions) {
        RowTopic topic = new RowTopic(this.kafka.bootstrapServers(), this.topicName, partitions);
        topic.schema("00000000000000a2", RowTopic.struct(RowTopic.field("id", "int64", null, false)));
        return topic;
    }

    private RunningService start(String... settings) {
        return new RunningService(this.kafka, this.s3, this.bucket, this.topicName, settings);
    }

    private static void send(RowTopic topic, int partitions, int from, int to) {
        for (int id = from; id < to; id++) {
            topic.send(id % partitions, "{\"id\":" + id + "}", "{\"id\":" + id + "}");
        }
        topic.await();
    }

    private void awaitEachRowOnce(int count) {
        List<String> rows = IntStream.range(0, count).mapToObj(id -> "{\"id\":" + id + "}").toList();
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(this.bucket.lines()).hasSizeGreaterThanOrEqualTo(count));
        assertThat(this.bucket.lines()).map(line -> line.replace(" ", "")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void theBucketGoesAwayAndComesBack() {
        try (RowTopic topic = newTopic(3);
                RunningService service = start("--rowcast.s3.rotate.records=70", "--rowcast.s3.rotate.interval=300ms",
                        "--rowcast.concurrency=2", "--rowcast.s3.timeout.attempt=1s", "--rowcast.s3.timeout.call=2s")) {
            for (int round = 0; round < 3; round++) {
                send(topic, 3, round * 1_000, round * 1_000 + 500);
                await().atMost(TIMEOUT).until(() -> !this.bucket.keys().isEmpty());
                this.s3.kill();
                send(topic, 3, round * 1_000 + 500, round * 1_000 + 1_000);
                await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness")).startsWith("503")
                        .contains("no connection"));
                this.s3.restart();
            }
            awaitEachRowOnce(3_000);
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness")).startsWith("200"));
        }
    }

    @Test
    void theBucketAnswersNoMoreAndThenDoes() {
        try (RowTopic topic = newTopic(3);
                RunningService service = start("--rowcast.s3.rotate.interval=300ms",
                        "--rowcast.s3.timeout.attempt=500ms", "--rowcast.s3.timeout.call=1s")) {
            send(topic, 3, 0, 500);
            this.s3.pause();
            send(topic, 3, 500, 1_000);
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.get("/actuator/health/readiness")).startsWith("503")
                    .contains("no answer in time"));
            this.s3.resume();
            awaitEachRowOnce(1_000);
        }
    }

    @Test
    void theServiceIsStoppedAndStartedAgainAndAgain() {
        try (RowTopic topic = newTopic(3)) {
            for (int round = 0; round < 4; round++) {
                try (RunningService service = start("--rowcast.s3.rotate.records=" + (60 + 7 * round),
                        "--rowcast.s3.rotate.interval=" + (100 + 50 * round) + "ms")) {
                    send(topic, 3, round * 1_000, round * 1_000 + 1_000);
                    int objects = this.bucket.keys().size();
                    await().atMost(TIMEOUT).until(() -> this.bucket.keys().size() > objects);
                    assertThat(service.get("/actuator/health/liveness")).startsWith("200");
                }
            }
            try (RunningService service = start("--rowcast.s3.rotate.interval=200ms")) {
                awaitEachRowOnce(4_000);
                assertThat(service.get("/actuator/health/liveness")).startsWith("200");
            }
        }
    }

    @Test
    void aHundredPartitionsGetAlongWithLittleMemory() {
        String[] settings = { "--rowcast.s3.rotate.interval=1h", "--rowcast.s3.memory=5MB", "--rowcast.concurrency=3" };
        try (RowTopic topic = newTopic(100)) {
            try (RunningService service = start(settings)) {
                String padding = " ".repeat(1_000);
                for (int id = 0; id < 20_000; id++) {
                    topic.send(id % 100, "{\"id\":" + id + "}", "{\"id\":" + padding + id + "}");
                }
                topic.await();
                await().atMost(TIMEOUT).until(() -> this.bucket.lines().size() > 14_000);
                assertThat(service.get("/actuator/health/liveness")).startsWith("200");
            }
            try (RunningService service = start("--rowcast.s3.rotate.interval=200ms")) {
                awaitEachRowOnce(20_000);
                assertThat(service.get("/actuator/health/liveness")).startsWith("200");
            }
        }
    }

}
