package io.rowcast.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(Servers.class)
class ReplicasIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int TABLES = 6;

    private final Source source;

    private final KafkaServer kafka;

    private ServiceProcess one;

    private ServiceProcess other;

    private int rows;

    private long lastRead;

    ReplicasIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.kafka = kafka;
    }

    @BeforeEach
    void start() {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < TABLES; i++) {
            this.source.execute("CREATE TABLE t" + i + " (id bigserial PRIMARY KEY)");
            settings.put("rowcast.tables[" + i + "].name", "t" + i);
            settings.put("rowcast.tables[" + i + "].incrementing-column", "id");
            settings.put("rowcast.tables[" + i + "].poll-interval", "50ms");
        }
        this.one = IngestProcess.of(this.source, this.kafka, settings).start();
        this.other = IngestProcess.of(this.source, this.kafka, settings).start();
        this.one.awaitReady(TIMEOUT);
        this.other.awaitReady(TIMEOUT);
        await().atMost(TIMEOUT)
            .until(() -> owned(this.one) + owned(this.other) == TABLES && owned(this.one) > 0 && owned(this.other) > 0);
    }

    @AfterEach
    void stop() {
        this.one.close();
        this.other.close();
    }

    private static int owned(ServiceProcess replica) {
        return replica.get("/actuator/pipeline").split("\"name\":\"public\\.t", -1).length - 1;
    }

    private void insert(int count) {
        for (int i = 0; i < TABLES; i++) {
            this.source.execute("INSERT INTO t" + i + " SELECT FROM generate_series(1, " + count + ")");
        }
        this.rows += count;
    }

    private void awaitRows() {
        for (int i = 0; i < TABLES; i++) {
            try (PublishedTopic topic = new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + "t" + i)) {
                await().atMost(TIMEOUT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(topic.records()).hasSizeGreaterThanOrEqualTo(this.rows));
                assertThat(topic.sequences())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, this.rows).boxed().toList());
                assertThat(topic.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
                this.lastRead = Math.max(this.lastRead, topic.records().getLast().timestamp());
            }
        }
    }

    /** Of all that was read in its place: records tell when. */
    private void assertTakenOverSince(Instant lost) {
        assertThat(Duration.between(lost, Instant.ofEpochMilli(this.lastRead))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void oneTakesTheTablesOfAnotherThatIsKilled() {
        insert(100);
        awaitRows();
        Instant killed = Instant.now();
        this.one.kill();
        insert(100);
        awaitRows();
        assertTakenOverSince(killed);
        assertThat(owned(this.other)).isEqualTo(TABLES);
    }

    @Test
    void oneThatWasThoughtDeadAddsNothingWhenItReturns() {
        insert(100);
        Instant paused = Instant.now();
        this.one.pause();
        insert(100);
        awaitRows();
        assertTakenOverSince(paused);
        this.one.resume();
        insert(100);
        awaitRows();
        await().atMost(TIMEOUT).until(() -> owned(this.one) + owned(this.other) == TABLES && owned(this.one) > 0);
        insert(100);
        awaitRows();
    }

}
