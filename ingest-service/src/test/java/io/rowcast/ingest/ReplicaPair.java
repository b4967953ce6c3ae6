package io.rowcast.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas of the service that share the tables of a database. */
final class ReplicaPair implements AutoCloseable {

    private static final int TABLES = 6;

    private final TestDatabase database;

    private final IngestScene scene;

    private final ServiceProcess one;

    private final ServiceProcess other;

    private int rows;

    private long lastRead;

    /** Starts both and does not wait. */
    ReplicaPair(TestDatabase database, KafkaServer kafka) {
        this.database = database;
        this.scene = new IngestScene(database, kafka);
        for (int i = 0; i < TABLES; i++) {
            database.createTable("t" + i);
            this.scene.table("t" + i, "poll-interval=50ms");
        }
        this.one = this.scene.process().start();
        this.other = this.scene.process().start();
    }

    ServiceProcess one() {
        return this.one;
    }

    /** Each has some of the tables. */
    void awaitShared() {
        this.one.awaitReady(IngestScene.TIMEOUT);
        this.other.awaitReady(IngestScene.TIMEOUT);
        await().atMost(IngestScene.TIMEOUT)
            .until(() -> owned(this.one) + owned(this.other) == TABLES && owned(this.one) > 0 && owned(this.other) > 0);
    }

    private int owned(ServiceProcess replica) {
        return replica.get("/actuator/pipeline").split("\"name\":\"" + this.database.name("t"), -1).length - 1;
    }

    void insert() {
        IntStream.range(0, TABLES).forEach(i -> this.database.insert("t" + i, 100));
        this.rows += 100;
    }

    /** Each row of each table once. */
    void awaitRows() {
        for (int i = 0; i < TABLES; i++) {
            try (PublishedTopic topic = this.scene.topic("t" + i)) {
                IngestScene.awaitRows(topic, this.rows);
                assertThat(topic.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
                this.lastRead = Math.max(this.lastRead, topic.records().getLast().timestamp());
            }
        }
    }

    /** All that one replica had is with the other, which has read in its place. */
    void assertTakenOverSince(Instant lost) {
        // Records tell when they were read.
        assertThat(Duration.between(lost, Instant.ofEpochMilli(this.lastRead))).isLessThan(Duration.ofSeconds(10));
        assertThat(owned(this.other)).isEqualTo(TABLES);
    }

    @Override
    public void close() {
        this.one.close();
        this.other.close();
    }

}
