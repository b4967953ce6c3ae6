package io.rowcast.ingest;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tables that nobody has named. */
@ExtendWith({ Servers.class, OutputCaptureExtension.class })
class DiscoveryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final PostgresServer postgres;

    private final KafkaServer kafka;

    private Source source;

    DiscoveryIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    @BeforeEach
    void createDatabase() {
        this.source = Source.create(this.postgres);
    }

    private void create(String table) {
        this.source
            .execute("CREATE TABLE " + table + " (id bigserial PRIMARY KEY); INSERT INTO " + table + " VALUES (1)");
    }

    private RunningIngest start(String... settings) {
        return RunningIngest.start(this.source, this.kafka, settings);
    }

    private void awaitTables(RunningIngest ingest, String... names) {
        await().atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(ingest.statuses())
                .filteredOn(status -> status.state() == State.RUNNING && status.position().equals("1"))
                .extracting(PipelineStatus::name)
                .containsExactly(names));
    }

    private List<String> keys(String topic) {
        try (PublishedTopic published = new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + topic)) {
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> !published.records().isEmpty());
            return published.records().stream().map(ConsumerRecord::key).toList();
        }
    }

    @Test
    void newTablesAreReadAndGoneOnesAreLeft(CapturedOutput output) {
        create("users");
        this.source.execute("CREATE VIEW seen AS SELECT * FROM users; CREATE SCHEMA crm; "
                + "CREATE TABLE parted (id bigint PRIMARY KEY) PARTITION BY RANGE (id); "
                + "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10); INSERT INTO parted VALUES (1)");
        try (RunningIngest ingest = start("rowcast.include[0]=.*", "rowcast.include[1]=later.*",
                "rowcast.discovery-interval=1s", "rowcast.defaults.incrementing-column=id",
                "rowcast.defaults.poll-interval=50ms")) {
            awaitTables(ingest, "public.parted", "public.users");
            assertThat(output).contains("rowcast.include: 'later.*' matches no table");
            create("later");
            awaitTables(ingest, "public.later", "public.parted", "public.users");
            assertThat(keys("later")).containsExactly("{\"id\":1}");
            create("crm.users");
            await().atMost(TIMEOUT).until(() -> ingest.statuses().size() == 4);
            await().atMost(TIMEOUT).until(() -> ingest.status("crm.users").state() == State.STOPPED);
            assertThat(ingest.status("crm.users").lastError()).contains("_users, as has public.users");
            this.source.execute("DROP TABLE crm.users, later");
            await().atMost(TIMEOUT).until(() -> ingest.statuses().size() == 2);
            assertThat(output)
                .contains("no longer there, or not to be read any more; cursors are kept: crm.users, public.later");
            create("later");
            this.source.execute("INSERT INTO later VALUES (2)");
            await().atMost(TIMEOUT)
                .until(() -> ingest.statuses().stream().anyMatch(status -> status.state() == State.STOPPED));
            assertThat(ingest.status("public.later").lastError()).contains("it was dropped and created anew");
            ingest.ask("public.later", "{\"action\":\"reset\",\"position\":\"beginning\"}");
            await().atMost(TIMEOUT).until(() -> ingest.status("public.later").position().equals("2"));
            await().atMost(TIMEOUT).until(ingest::isReady);
        }
        assertThat(keys("later")).containsExactly("{\"id\":1}", "{\"id\":1}", "{\"id\":2}");
    }

    @Test
    void threeHundredTablesCostLittle() {
        this.source.execute("DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE 'CREATE TABLE t' || i "
                + "|| ' (id bigserial PRIMARY KEY)'; END LOOP; END $$");
        long heap = usedHeap();
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (RunningIngest ingest = start("rowcast.include=t[0-9]+", "rowcast.defaults.incrementing-column=id")) {
            await().atMost(TIMEOUT).until(() -> running(ingest) == 300);
            long before = cpuNanos();
            Duration window = Duration.ofSeconds(5);
            await().during(window).atMost(window.plusSeconds(5)).until(() -> running(ingest) == 300);
            assertThat(cpuNanos() - before).isLessThan(window.toNanos());
            assertThat(usedHeap() - heap).isLessThan(64L << 20);
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !others.contains(thread))
                .filteredOn(thread -> thread.getName().startsWith("ingest-"))
                .hasSizeLessThanOrEqualTo(16);
        }
    }

    /** The large table and the small ones that have a row share a thread. */
    @Test
    void fiveHundredTablesFitASmallHeapAndALargeOneHoldsUpNoOther() {
        this.source.execute("DO $$ BEGIN FOR i IN 1..500 LOOP EXECUTE 'CREATE TABLE t' || i "
                + "|| ' (id bigserial PRIMARY KEY)'; END LOOP; END $$;"
                + "INSERT INTO t1 SELECT FROM generate_series(1, 100000)");
        List<String> small = IntStream.rangeClosed(2, 500)
            .mapToObj(i -> "t" + i)
            .filter(table -> FaultScene.partition(table) == FaultScene.partition("t1"))
            .limit(10)
            .toList();
        small.forEach(table -> this.source.execute("INSERT INTO " + table + " DEFAULT VALUES"));
        try (ServiceProcess ingest = IngestProcess.of(this.source, this.kafka,
                Map.of("rowcast.include", "t[0-9]+", "rowcast.defaults.incrementing-column", "id"));
                PublishedTopic large = new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + "t1")) {
            ingest.start();
            await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> ingest.get("/actuator/pipeline").split("\"state\":\"RUNNING\"", -1).length == 501);
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> large.records().size() == 100_000);
            for (String table : small) {
                try (PublishedTopic topic = new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + table)) {
                    await().atMost(TIMEOUT).ignoreExceptions().until(() -> topic.records().size() == 1);
                    assertThat(topic.records().getFirst().timestamp())
                        .isLessThanOrEqualTo(large.records().getLast().timestamp());
                }
            }
        }
    }

    private static long running(RunningIngest ingest) {
        return ingest.statuses().stream().filter(status -> status.state() == State.RUNNING).count();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

}
