package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import io.rowcast.sink.TopicRecord;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas come, go, and are stopped in the middle. */
@ExtendWith(Servers.class)
class ScaleIT {

    private static final int PARTITIONS = 12;

    private static final Pattern RUNNING = Pattern.compile("\"state\":\"RUNNING\"");

    /** What is promised of a stop. */
    private static final Duration PROMISED = Duration.ofSeconds(20);

    private final String topicName = "P_scaled_" + UUID.randomUUID();

    private final RecordingWriter writer = new RecordingWriter();

    private final List<RecordingService> services = new ArrayList<>();

    private final KafkaServer kafka;

    private final RowTopic topic;

    ScaleIT(KafkaServer kafka) {
        this.kafka = kafka;
        this.topic = new RowTopic(kafka.bootstrapServers(), this.topicName, PARTITIONS);
    }

    @AfterEach
    void stop() {
        this.services.forEach(RecordingService::close);
        this.topic.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100));
    }

    /** Starts replicas that write to the same target. */
    private void start(int replicas, String... more) {
        for (int i = 0; i < replicas; i++) {
            this.services.add(new RecordingService(this.writer, this.kafka.bootstrapServers(), this.topicName,
                    this.topicName, more));
        }
    }

    private void awaitEachHasSome() {
        soon().until(() -> this.services.stream().allMatch(replica -> running(replica) > 0)
                && this.services.stream().mapToLong(ScaleIT::running).sum() == PARTITIONS);
    }

    private static long running(RecordingService replica) {
        return RUNNING.matcher(replica.get("/actuator/pipeline")).results().count();
    }

    private void send(int id) {
        this.topic.send(id % PARTITIONS, "{\"id\":" + id + "}", "{\"id\":" + id + "}");
    }

    /** Sends a thousand rows a second until it is told to end; returns how many. */
    private int load(AtomicBoolean end) {
        int sent = 0;
        while (!end.get()) {
            for (int i = 0; i < 10; i++) {
                send(sent++);
            }
            this.topic.await();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return sent;
    }

    @Test
    void twoReplicasBecomeFourAndOneUnderLoadAndEachRecordIsWrittenOnceInItsPlace() throws Exception {
        start(2, "--rowcast.concurrency=3");
        awaitEachHasSome();
        AtomicBoolean end = new AtomicBoolean();
        FutureTask<Integer> load = new FutureTask<>(() -> load(end));
        Thread.ofPlatform().start(load);
        start(2, "--rowcast.concurrency=3");
        awaitEachHasSome();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            this.services.removeFirst().close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMISED);
        }
        awaitEachHasSome();
        end.set(true);
        int sent = load.get();
        soon().until(() -> this.writer.records.size() >= sent);
        for (int i = 0; i < PARTITIONS; i++) {
            TopicPartition partition = new TopicPartition(this.topicName, i);
            assertThat(this.writer.records.stream()
                .filter(record -> record.partition().equals(partition))
                .map(TopicRecord::offset)).containsExactlyElementsOf(
                        LongStream.range(0, (sent - i + PARTITIONS - 1) / PARTITIONS).boxed().toList());
        }
    }

    @Test
    void aStopAbandonsABatchThatTheTargetDoesNotAnswer() {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        this.writer.before = () -> awaitAnswer(asked, answer);
        start(1, "--spring.lifecycle.timeout-per-shutdown-phase=1s");
        send(0);
        this.topic.await();
        soon().until(() -> asked.getCount() == 0);
        long start = System.nanoTime();
        this.services.removeFirst().close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMISED);
        answer.countDown();
    }

    private static void awaitAnswer(CountDownLatch asked, CountDownLatch answer) {
        asked.countDown();
        try {
            answer.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
