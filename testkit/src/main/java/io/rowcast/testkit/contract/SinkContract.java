package io.rowcast.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every sink has to pass: whatever happens, each row is at the target once, as it
 * was sent last, or is a dead letter with its own bytes. A sink's module extends this
 * class with a constructor that takes the servers it needs, and hands over its
 * {@link SinkTarget}.
 * <p>
 * Two replicas run for all tests, and each test has a topic of its own, which both read.
 */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class SinkContract {

    private static final String READINESS = "/actuator/health/readiness";

    private static final String LIVENESS = "/actuator/health/liveness";

    private static final String UP = "\"status\":\"UP\"";

    private final String prefix = "kit_" + UUID.randomUUID().toString().substring(0, 8) + "_";

    private final Map<String, ContractTopic> topics = new HashMap<>();

    private final KafkaServer kafka;

    private final SinkTarget target;

    private final Replicas replicas;

    /** Nothing runs yet but the servers. */
    protected SinkContract(KafkaServer kafka, SinkTarget target) {
        this.kafka = kafka;
        this.target = target;
        this.replicas = new Replicas(kafka, target, this.prefix);
    }

    @BeforeAll
    void start() {
        Stream.of(SinkContract.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .forEach(test -> this.topics.put(test.getName(),
                    new ContractTopic(this.kafka, this.prefix, this.prefix + test.getName().toLowerCase())));
        this.replicas.start();
        soon().until(() -> this.topics.values().stream().anyMatch(each -> this.replicas.share(each.partitions())));
    }

    @AfterAll
    void close() {
        this.replicas.close();
        this.topics.values().forEach(ContractTopic::close);
        this.target.close();
    }

    private ContractTopic topic(TestInfo test) {
        return this.topics.get(test.getTestMethod().orElseThrow().getName());
    }

    private static ConditionFactory soon() {
        return Awaitility.await()
            .atMost(Duration.ofSeconds(120))
            .pollInterval(Duration.ofMillis(100))
            .ignoreExceptions();
    }

    private int count(ContractTopic topic) {
        return this.target.rows(topic.name()).size();
    }

    private void awaitSome(ContractTopic topic, int count) {
        soon().until(() -> count(topic) >= count);
    }

    /** In the end these rows are there, each once, and nothing else is. */
    private void assertArrived(ContractTopic topic, List<ContractRow> rows) {
        soon().until(topic::isDone);
        assertThat(this.target.rows(topic.name())).containsExactlyInAnyOrderElementsOf(rows);
        this.replicas.awaitReady();
    }

    @Test
    void poison(TestInfo test) {
        ContractTopic topic = topic(test);
        Optional<String> refused = this.target.refuse(topic.name());
        List<String> poison = new ArrayList<>(List.of("{\"id\":\"x"));
        List<ContractRow> rows = new ArrayList<>(topic.send("before", 0, 1_500));
        topic.sendForeign(0, poison.getFirst());
        refused.ifPresent(row -> topic.send(1, row));
        refused.ifPresent(poison::add);
        rows.addAll(topic.send("behind", 1_500, 3_000));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).containsExactlyInAnyOrderElementsOf(poison);
    }

    @Test
    void outage(TestInfo test) {
        ContractTopic topic = topic(test);
        List<ContractRow> rows = new ArrayList<>(topic.send("before", 0, 1_000));
        awaitSome(topic, 100);
        this.target.cut();
        rows.addAll(topic.send("during", 1_000, 2_000));
        soon().untilAsserted(() -> assertThat(this.replicas.all()).allSatisfy(replica -> {
            assertThat(replica.get(READINESS)).contains("\"status\":\"DOWN\"", "RETRYING: ");
            assertThat(replica.get(LIVENESS)).contains(UP);
        }));
        this.target.restore();
        rows.addAll(topic.send("behind", 2_000, 2_100));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).isEmpty();
    }

    /** What a killed replica has begun the other ends; then it comes back under load. */
    @Test
    void killReplayAndRebalance(TestInfo test) {
        ContractTopic topic = topic(test);
        soon().until(() -> this.replicas.share(topic.partitions()));
        List<ContractRow> rows = new ArrayList<>(topic.send("by two", 0, 2_000));
        awaitSome(topic, 200);
        this.replicas.first().kill();
        rows.addAll(topic.send("by one", 2_000, 2_500));
        assertArrived(topic, rows);
        this.replicas.first().start();
        soon().until(() -> {
            rows.addAll(topic.send("while it comes back", rows.size(), rows.size() + 10));
            return this.replicas.share(topic.partitions());
        });
        rows.addAll(topic.send("by two again", rows.size(), rows.size() + 500));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).isEmpty();
    }

    @Test
    void tombstone(TestInfo test) {
        ContractTopic topic = topic(test);
        List<ContractRow> rows = new ArrayList<>(topic.send("first", 0, 10));
        topic.send(3, null);
        topic.send(5, null);
        topic.send(99, null);
        rows.removeIf(row -> this.target.deletes() && row.id() == 3);
        rows.removeIf(row -> (this.target.deletes() || this.target.replaces()) && row.id() == 5);
        rows.addAll(topic.send("again", 5, 6));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).isEmpty();
    }

    @Test
    void schemaChange(TestInfo test) {
        ContractTopic topic = topic(test);
        List<ContractRow> rows = new ArrayList<>(topic.send("without", 0, 20));
        topic.addAge();
        List<ContractRow> wider = Stream.iterate(20L, id -> id + 1)
            .limit(20)
            .map(id -> new ContractRow(id, "with", (int) (id + 1)))
            .toList();
        topic.send(wider);
        rows.addAll(wider);
        rows.addAll(topic.send("without again", 40, 50));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).isEmpty();
    }

    /**
     * A replica stops in the middle, loses its partitions to the other, and goes on as if
     * nothing had happened.
     */
    @Test
    void zombie(TestInfo test) {
        ContractTopic topic = topic(test);
        soon().until(() -> this.replicas.share(topic.partitions()));
        List<ContractRow> rows = new ArrayList<>(topic.send("old", 0, 2_000));
        awaitSome(topic, 200);
        this.replicas.first().pause();
        List<ContractRow> newer = topic.send("new", 0, 2_000);
        soon().until(() -> this.replicas.secondHas(topic.partitions()));
        this.replicas.first().resume();
        if (this.target.replaces()) {
            rows.clear();
        }
        rows.addAll(newer);
        soon().until(() -> this.replicas.share(topic.partitions()));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).isEmpty();
    }

    @Test
    void oversize(TestInfo test) {
        ContractTopic topic = topic(test);
        List<ContractRow> rows = new ArrayList<>(topic.send("small", 0, 20));
        int large = 20 + this.target.largeRows();
        rows.addAll(topic.send("x".repeat(900_000), 20, large));
        rows.addAll(topic.send("small", large, large + 20));
        assertArrived(topic, rows);
        assertThat(this.replicas.all()).as("not out of memory").allMatch(ServiceProcess::isRunning);
        assertThat(topic.deadLetters()).isEmpty();
    }

    /** The last of all, because one replica is left. */
    @Test
    @Order(Integer.MAX_VALUE)
    void stop(TestInfo test) {
        ContractTopic topic = topic(test);
        soon().until(() -> this.replicas.share(topic.partitions()));
        List<ContractRow> rows = new ArrayList<>(topic.send("by two", 0, 2_000));
        awaitSome(topic, 200);
        long start = System.nanoTime();
        this.replicas.first().stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        rows.addAll(topic.send("by one", 2_000, 2_500));
        assertArrived(topic, rows);
        assertThat(topic.deadLetters()).isEmpty();
    }

}
