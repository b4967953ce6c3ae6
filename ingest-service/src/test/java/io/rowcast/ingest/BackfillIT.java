package io.rowcast.ingest;

import java.util.List;
import java.util.stream.LongStream;

import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.rowcast.ingest.IngestScene.awaitRecords;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What was there before is read in ranges, beside what comes. One service serves all
 * tests, each of which creates the table that it is about, with its rows at once.
 */
@ExtendWith(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
class BackfillIT {

    private final Source source;

    private final IngestScene scene;

    private RunningIngest ingest;

    BackfillIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.scene = new IngestScene(this.source, kafka);
    }

    @BeforeAll
    void startService() {
        this.scene.table("paced", "page-size=1000", "backfill.max-rows-per-second=5000");
        this.scene.table("operated", "page-size=1000", "backfill.max-rows-per-second=3000");
        this.scene.table("anywhere", "page-size=2", "backfill.parallelism=7");
        this.scene.set("rowcast.retry.max=1s");
        this.ingest = this.scene.start();
    }

    @AfterAll
    void stopService() {
        this.ingest.close();
    }

    private void create(String table, String ids) {
        this.source
            .execute("BEGIN; CREATE TABLE " + table + " (id bigserial PRIMARY KEY, note text); INSERT INTO " + table
                    + " (id) " + ids + "; SELECT setval('" + table + "_id_seq', max(id)) FROM " + table + "; COMMIT");
    }

    private PipelineStatus status(String table) {
        return this.ingest.status("public." + table);
    }

    private void awaitBackfill(String table, boolean isThere) {
        await().atMost(IngestScene.TIMEOUT)
            .ignoreExceptions()
            .until(() -> status(table).state() == State.RUNNING && (status(table).backfill() != null) == isThere);
    }

    private void ask(String table, String action) {
        assertThat(this.ingest.ask("public." + table, action)).startsWith("20");
    }

    private static List<Long> ids(PublishedTopic topic, int from) {
        return topic.records().stream().skip(from).map(IngestScene::id).sorted().toList();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void newRowsDoNotWaitForTheFirstReadingWhichKeepsItsPace(CapturedOutput output) {
        create("paced", "SELECT generate_series(1, 40000)");
        try (PublishedTopic topic = this.scene.topic("paced")) {
            awaitBackfill("paced", true);
            this.source.insert("paced", 1);
            await().atMost(IngestScene.TIMEOUT)
                .ignoreExceptions()
                .until(() -> topic.records().stream().anyMatch(record -> IngestScene.id(record) == 40_001));
            PipelineStatus.Backfill backfill = status("paced").backfill();
            assertThat(backfill).isNotNull();
            assertThat(backfill.rowsRead()).isLessThan(40_000);
            assertThat(this.ingest.get("/actuator/pipeline")).contains("\"backfill\":{\"rangesLeft\":");
            this.scene.awaitAllRows(topic, "paced");
            awaitBackfill("paced", false);
            List<ConsumerRecord<String, String>> old = topic.records()
                .stream()
                .filter(record -> IngestScene.id(record) <= 40_000)
                .toList();
            assertThat(old).extracting(record -> PublishedTopic.header(record, RecordHeaders.OP)).containsOnly("r");
            assertThat(topic.records()).filteredOn(record -> IngestScene.id(record) == 40_001)
                .extracting(record -> PublishedTopic.header(record, RecordHeaders.OP))
                .containsExactly("c");
            // Several ranges at once: the order is not that of the ids.
            assertThat(old.stream().map(IngestScene::id).toList())
                .isNotEqualTo(LongStream.rangeClosed(1, 40_000).boxed().toList());
            assertThat(old.getLast().timestamp() - old.getFirst().timestamp()).isGreaterThan(7_000);
            assertThat(output).containsOnlyOnce("public.paced: the first reading goes on in 1 ranges, 4 at once")
                .containsOnlyOnce("public.paced: the first reading is complete");
        }
    }

    @Test
    void anOperatorPausesSkipsAndResetsWhatIsReadInRanges() {
        create("operated", "SELECT generate_series(1, 20000)");
        try (PublishedTopic topic = this.scene.topic("operated")) {
            awaitBackfill("operated", true);
            awaitRecords(topic, 2_000);
            ask("operated", "{\"action\":\"pause\"}");
            await().atMost(IngestScene.TIMEOUT).until(() -> status("operated").state() == State.PAUSED);
            int before = (int) this.ingest.metric("rowcast.rows.published", "public.operated");
            assertThat(status("operated").backfill()).isNotNull()
                .extracting(PipelineStatus.Backfill::rowsRead)
                .isEqualTo((long) before);
            ask("operated", "{\"action\":\"skip\",\"position\":19990}");
            ask("operated", "{\"action\":\"resume\"}");
            awaitBackfill("operated", false);
            awaitRecords(topic, before + 10);
            assertThat(ids(topic, before)).isEqualTo(LongStream.rangeClosed(19_991, 20_000).boxed().toList());
            ask("operated", "{\"action\":\"reset\",\"position\":\"beginning\"}");
            IngestScene.awaitRows(topic, before + 10 + 20_000);
            assertThat(ids(topic, before + 10)).isEqualTo(this.source.ids("operated"));
        }
    }

    @Test
    void idsMayBeAnywhereInBigint() {
        create("anywhere",
                "SELECT id FROM generate_series(-50, 50) AS id UNION ALL "
                        + "SELECT 9223372036854775807 - i * 90071992547409 FROM generate_series(0, 100) AS i UNION ALL "
                        + "SELECT -9223372036854775808 + i FROM generate_series(0, 40) AS i");
        this.scene.awaitAllRows("anywhere");
        awaitBackfill("anywhere", false);
    }

}
