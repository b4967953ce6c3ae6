package io.rowcast.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.rowcast.ingest.publish.CursorTopic;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.testkit.KafkaServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Some tables and the service that reads them while something breaks: what operators are
 * told of it, and what is in the topics in the end.
 */
final class FaultScene implements AutoCloseable {

    /** What operators are promised: two poll intervals and 15 s; and some for looking. */
    private static final Duration UNTIL_TOLD = Duration.ofSeconds(20);

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final TestDatabase source;

    private final List<String> tables;

    private final RunningIngest ingest;

    private final CapturedOutput output;

    private final Map<String, PublishedTopic> topics;

    private FaultScene(TestDatabase source, KafkaServer kafka, CapturedOutput output, List<String> tables,
            RunningIngest ingest) {
        this.source = source;
        this.tables = tables;
        this.ingest = ingest;
        this.output = output;
        this.topics = tables.stream()
            .collect(Collectors.toMap(table -> table, table -> new PublishedTopic(kafka, source.prefix() + table)));
    }

    /**
     * Returns names of tables of which each belongs to another partition of the cursors.
     */
    static List<String> apart(String name, int count) {
        List<String> names = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        for (int i = 0; names.size() < count; i++) {
            int partition = partition(name + i);
            if (!partitions.contains(partition)) {
                partitions.add(partition);
                names.add(name + i);
            }
        }
        return names;
    }

    static int partition(String table) {
        return CursorTopic.partition("public." + table, 16);
    }

    /** Starts the service and waits until it has published the first rows. */
    static FaultScene start(TestDatabase source, KafkaServer kafka, CapturedOutput output, List<String> tables,
            String... settings) {
        tables.forEach(source::createTable);
        List<String> all = new ArrayList<>(List.of("rowcast.retry.max=2s"));
        IntStream.range(0, tables.size())
            .mapToObj(i -> "rowcast.tables[" + i + "].")
            .forEach(table -> all.addAll(List.of(table + "incrementing-column=id", table + "poll-interval=20ms")));
        IntStream.range(0, tables.size()).forEach(i -> all.add("rowcast.tables[" + i + "].name=" + tables.get(i)));
        all.addAll(Arrays.asList(settings));
        FaultScene scene = new FaultScene(source, kafka, output, tables,
                RunningIngest.start(source, kafka, all.toArray(String[]::new)));
        scene.insert();
        scene.awaitAllRows();
        return scene;
    }

    RunningIngest ingest() {
        return this.ingest;
    }

    PublishedTopic topic(String table) {
        return this.topics.get(table);
    }

    /** Inserts rows into all tables. */
    void insert() {
        this.tables.forEach(this::insert);
    }

    void insert(String table) {
        this.source.insert(table, 50);
    }

    /** Tables that do not move are told, each with the reason. */
    void awaitTold(String reason, String... failing) {
        await().atMost(UNTIL_TOLD).untilAsserted(() -> {
            String readiness = this.ingest.get("/actuator/health/readiness");
            assertThat(readiness).startsWith("503");
            for (String table : failing) {
                assertThat(readiness)
                    .containsPattern("\"" + name(table) + "\":\"[A-Z]+: (?:[^\"\\\\]|\\\\.)*" + reason);
            }
        });
    }

    /** A table has been tried again so many times since the service was started. */
    void awaitRetries(String table, int count) {
        await().atMost(TIMEOUT).until(() -> this.ingest.metric("rowcast.retries", name(table)) >= count);
    }

    /** Returns when the last of all rows was read: records tell when. */
    Instant latestRead() {
        return Instant.ofEpochMilli(this.topics.values()
            .stream()
            .flatMap(topic -> topic.records().stream())
            .mapToLong(ConsumerRecord::timestamp)
            .max()
            .orElseThrow());
    }

    /** Each row of a table once, compared id by id, and the sequence without a hole. */
    void awaitRows(String table) {
        List<Long> ids = this.source.ids(table);
        PublishedTopic topic = topic(table);
        await().atMost(TIMEOUT)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(topic.records()).hasSizeGreaterThanOrEqualTo(ids.size()));
        assertThat(topic.records()).extracting(record -> Long.valueOf(record.key().replaceAll("\\D", "")))
            .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(topic.sequences()).containsExactlyElementsOf(LongStream.rangeClosed(1, ids.size()).boxed().toList());
    }

    /** All rows of all tables once, and the service is ready. */
    void awaitAllRows() {
        this.tables.forEach(this::awaitRows);
        awaitState(State.RUNNING, this.tables.toArray(String[]::new));
        await().atMost(TIMEOUT).until(this.ingest::isReady);
    }

    void awaitState(State state, String... names) {
        for (String table : names) {
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> this.ingest.status(name(table)).state() == state);
        }
    }

    /** Each has told once that it does not move. */
    void assertFailureToldOnce(String... failed) {
        for (String table : failed) {
            assertThat(lines(" " + name(table) + ": RETRYING")).as(table + " fails").hasSize(1);
        }
    }

    /** Each has told once that it does not move and once that it goes on. */
    void assertToldOnce(String... failed) {
        assertFailureToldOnce(failed);
        for (String table : failed) {
            assertThat(lines(" " + name(table) + ": running from")).as(table + " runs").hasSize(2);
        }
    }

    /** Has told nothing since it runs. */
    void assertUntold(String table) {
        assertThat(lines(" " + name(table) + ": ")).filteredOn(line -> !line.contains(": rows have schema")).hasSize(1);
    }

    private String name(String table) {
        return this.source.name(table);
    }

    /** Returns the lines of the log that contain a text. */
    List<String> lines(String text) {
        return this.output.getAll().lines().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        this.topics.values().forEach(PublishedTopic::close);
        this.ingest.close();
    }

}
