package io.rowcast.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class S3SinkWriterTest {

    private static final String FOLDER = "topics/P_users/partition=3/P_users+3+000000000";

    private final ObjectMap bucket = new ObjectMap((name, request) -> {
        this.steps.add(name);
        request.run();
    });

    private final List<String> steps = new ArrayList<>();

    private final MemoryBudget budget = new MemoryBudget(100_000);

    private Instant now = Instant.EPOCH;

    private final S3SinkWriter writer = writer(new Rotation(4, 1_000, Duration.ofSeconds(60)));

    private S3SinkWriter writer(Rotation rotation) {
        return new S3SinkWriter(new ObjectFactory(new ObjectKey("topics", "json"), Compression.NONE, 50_000,
                this.budget, this.bucket, new AbandonedUploads(this.bucket, new DirectExecutor()), () -> this.now),
                rotation);
    }

    private void commit(TopicPartition partition, long offset, String metadata) {
        this.steps.add("commit " + offset + " " + metadata);
    }

    private WriteResult write(List<TopicRecord> records, long position) {
        return this.writer.write(Rows.batch(Rows.USERS, records, position, this::commit));
    }

    private void open(long offset, String metadata) {
        assertThat(this.writer.open(Rows.USERS, new CommittedOffset(offset, metadata))).isEqualTo(offset);
    }

    @Test
    void anObjectIsCompleteInTheMiddleOfABatch() {
        open(0, "");
        WriteResult result = write(Rows.rows(Rows.USERS, 0, 9), 10);
        assertThat(this.bucket.texts()).containsExactly(Map.entry(FOLDER + "0.json", Rows.lines(0, 4)),
                Map.entry(FOLDER + "4.json", Rows.lines(4, 8)));
        assertThat(result.heldFrom()).containsExactly(Map.entry(Rows.USERS, 8L));
    }

    @Test
    void theEndIsCommittedBeforeTheObjectIsVisibleAndThePositionAfterIt() {
        open(0, "");
        write(Rows.rows(Rows.USERS, 0, 4), 4);
        assertThat(this.steps).containsExactly("commit 0 end=4", "put", "commit 4 ");
    }

    @Test
    void whatIsInAnObjectIsNotHeld() {
        open(0, "");
        assertThat(write(Rows.rows(Rows.USERS, 0, 4), 5).heldFrom()).isEmpty();
    }

    @Test
    void anObjectIsCompleteByItsBytes() {
        open(0, "");
        String value = "{\"text\":\"" + "x".repeat(600) + "\"}";
        write(List.of(Rows.record(Rows.USERS, 0, value), Rows.record(Rows.USERS, 1, value)), 2);
        assertThat(this.bucket.texts()).containsEntry(FOLDER + "0.json", value + "\n" + value + "\n");
    }

    @Test
    void rowsAreWrittenByteForByteWhateverTheirTypes() {
        open(0, "");
        String value = "{\"numeric\":1e-16383,\"decimal\":\"NaN\",\"interval\":\"P1Y2M\",\"json\":{\"b\": 1.10},"
                + "\"timestamp\":\"+294276-12-31T23:59:59.999999\",\"array\":[[1,2],[3,null]],\"null\":null}";
        write(IntStream.range(0, 4).mapToObj(offset -> Rows.record(Rows.USERS, offset, value)).toList(), 4);
        assertThat(this.bucket.texts()).containsEntry(FOLDER + "0.json", (value + "\n").repeat(4));
    }

    @Test
    void anObjectIsCompletedByTheClockWhenNothingArrives() {
        open(0, "");
        write(Rows.rows(Rows.USERS, 0, 2), 2);
        this.now = this.now.plusSeconds(59);
        assertThat(write(List.of(), 2).heldFrom()).containsExactly(Map.entry(Rows.USERS, 0L));
        this.now = this.now.plusSeconds(1);
        assertThat(write(List.of(), 2).heldFrom()).isEmpty();
        assertThat(this.bucket.texts()).containsExactly(Map.entry(FOLDER + "0.json", Rows.lines(0, 2)));
    }

    @Test
    void aSlowBucketDoesNotKeepTheConsumerFromPolling() {
        List<TopicPartition> partitions = IntStream.range(0, 5).mapToObj(i -> new TopicPartition("P_slow", i)).toList();
        Map<TopicPartition, Long> positions = new HashMap<>();
        List<TopicRecord> records = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            this.writer.open(partition, new CommittedOffset(0, ""));
            positions.put(partition, 1L);
            records.add(Rows.row(partition, 0));
        }
        this.writer.write(new SinkBatch(records, positions, this::commit));
        this.now = this.now.plusSeconds(60);
        SinkBatch slow = new SinkBatch(List.of(), positions, (partition, offset, metadata) -> {
            commit(partition, offset, metadata);
            this.now = this.now.plusSeconds(20);
        });
        assertThat(this.writer.write(slow).heldFrom()).hasSize(3);
        assertThat(this.writer.write(slow).heldFrom()).hasSize(1);
        assertThat(this.writer.write(slow).heldFrom()).isEmpty();
    }

    @Test
    void aPlannedObjectIsBuiltAgainWhateverTheClockAndTheCountersSay() {
        open(0, "end=6");
        write(Rows.rows(Rows.USERS, 0, 5), 5);
        this.now = this.now.plusSeconds(600);
        assertThat(write(List.of(), 5).heldFrom()).containsExactly(Map.entry(Rows.USERS, 0L));
        write(Rows.rows(Rows.USERS, 5, 8), 8);
        assertThat(this.bucket.texts()).containsExactly(Map.entry(FOLDER + "0.json", Rows.lines(0, 6)));
        assertThat(this.steps).containsExactly("put", "commit 6 ");
    }

    @Test
    void aPlannedObjectIsCompleteWhenThePositionIsBehindItsEnd() {
        open(0, "end=4");
        write(Rows.rows(Rows.USERS, 0, 3), 3);
        assertThat(this.bucket.objects()).isEmpty();
        write(List.of(), 4);
        assertThat(this.bucket.texts()).containsExactly(Map.entry(FOLDER + "0.json", Rows.lines(0, 3)));
    }

    @Test
    void aPlanStaysUntilItsEndThoughItsRowsAreGone() {
        open(0, "end=4");
        assertThat(write(List.of(), 2).heldFrom()).containsExactly(Map.entry(Rows.USERS, 0L));
        assertThat(write(List.of(), 4).heldFrom()).isEmpty();
        assertThat(this.bucket.objects()).isEmpty();
    }

    @Test
    void tombstonesBecomeNoLines() {
        open(0, "");
        assertThat(write(List.of(Rows.tombstone(Rows.USERS, 0)), 1).heldFrom()).isEmpty();
        write(List.of(Rows.row(Rows.USERS, 1), Rows.tombstone(Rows.USERS, 2)), 3);
        this.now = this.now.plusSeconds(60);
        write(List.of(), 3);
        assertThat(this.bucket.texts()).containsExactly(Map.entry(FOLDER + "1.json", Rows.lines(1, 2)));
    }

    @Test
    void recordsThatAreNoRowsAreNamedBeforeAnythingIsWritten() {
        open(0, "");
        TopicRecord bad = Rows.undecodable(Rows.USERS, 5);
        List<TopicRecord> records = new ArrayList<>(Rows.rows(Rows.USERS, 0, 5));
        records.add(bad);
        SinkBatch batch = Rows.batch(Rows.USERS, records, 6, this::commit);
        assertThatExceptionOfType(SinkRejectionException.class).isThrownBy(() -> this.writer.write(batch))
            .satisfies(ex -> assertThat(ex.rejections()).singleElement()
                .satisfies(rejection -> assertThat(rejection.record()).isSameAs(bad)));
        assertThat(this.steps).isEmpty();
        assertThat(this.writer.write(batch.without(List.of(bad))).heldFrom())
            .containsExactly(Map.entry(Rows.USERS, 4L));
        assertThat(this.bucket.texts()).containsExactly(Map.entry(FOLDER + "0.json", Rows.lines(0, 4)));
    }

    @Test
    void whoNoLongerOwnsThePartitionMakesNothingVisible() {
        open(0, "");
        SinkBatch batch = Rows.batch(Rows.USERS, Rows.rows(Rows.USERS, 0, 4), 4, (partition, offset, metadata) -> {
            throw new TransientSinkException("fenced", null);
        });
        assertThatExceptionOfType(TransientSinkException.class).isThrownBy(() -> this.writer.write(batch));
        assertThat(this.bucket.objects()).isEmpty();
        assertThat(this.budget.used()).as("memory until it is opened again").isZero();
    }

    @Test
    void anObjectLargerThanAPartGoesOutAsItGrowsAndIsVisibleOnlyWhole() {
        S3SinkWriter large = writer(new Rotation(1_000_000, 200_000, Duration.ofSeconds(60)));
        large.open(Rows.USERS, new CommittedOffset(0, ""));
        large.write(Rows.batch(Rows.USERS, Rows.rows(Rows.USERS, 0, 8_000), 8_000, this::commit));
        assertThat(this.steps).containsExactly("begin", "upload", "upload");
        assertThat(this.budget.used()).isLessThan(120_000);
        assertThat(this.bucket.objects()).isEmpty();
        large.write(Rows.batch(Rows.USERS, Rows.rows(Rows.USERS, 8_000, 14_000), 14_000, this::commit));
        String object = this.bucket.texts().get(FOLDER + "0.json");
        assertThat(object).hasSizeBetween(200_000, 200_020);
        assertThat(Rows.lines(0, 14_000)).startsWith(object);
        large.release(List.of(Rows.USERS));
        assertThat(this.bucket.unfinished()).isZero();
    }

    @Test
    void theLargestObjectsAreCompletedEarlyWhenMemoryIsShort() {
        S3SinkWriter large = writer(new Rotation(1_000_000, 1_000_000, Duration.ofSeconds(60)));
        List<TopicRecord> records = new ArrayList<>(Rows.rows(Rows.JOBS, 0, 100));
        records.addAll(Rows.rows(Rows.USERS, 0, 3_000));
        for (int i = 0; i < 30; i++) {
            TopicPartition other = new TopicPartition("P_other", i);
            large.open(other, new CommittedOffset(0, ""));
            records.addAll(Rows.rows(other, 0, 100));
        }
        large.open(Rows.JOBS, new CommittedOffset(0, ""));
        large.open(Rows.USERS, new CommittedOffset(0, ""));
        Map<TopicPartition, Long> positions = new HashMap<>();
        records.forEach(record -> positions.put(record.partition(), record.offset() + 1));
        WriteResult result = large.write(new SinkBatch(records, positions, this::commit));
        assertThat(this.bucket.objects()).containsOnlyKeys(FOLDER + "0.json");
        assertThat(this.budget.isExceeded()).isFalse();
        assertThat(result.heldFrom()).containsEntry(Rows.JOBS, 0L).doesNotContainKey(Rows.USERS);
    }

    @Test
    void threadsShareTheMemoryAndCompleteOnlyTheirOwnObjects() throws Exception {
        S3SinkWriter large = writer(new Rotation(1_000_000, 1_000_000, Duration.ofSeconds(60)));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TopicPartition partition = new TopicPartition("P_thread", i);
                done.add(threads.submit(() -> writeAlone(large, partition)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        large.close();
        assertThat(this.budget.used()).isZero();
    }

    private void writeAlone(S3SinkWriter large, TopicPartition partition) {
        Thread owner = Thread.currentThread();
        large.open(partition, new CommittedOffset(0, ""));
        for (long from = 0; from < 20_000; from += 500) {
            large.write(Rows.batch(partition, Rows.rows(partition, from, from + 500), from + 500,
                    (committed, offset, metadata) -> {
                        assertThat(committed).isEqualTo(partition);
                        assertThat(Thread.currentThread()).isSameAs(owner);
                    }));
            assertThat(this.budget.used()).isLessThan(100_000 + 4 * 65_536);
        }
    }

    @Test
    void whatIsReleasedLeavesNothingBehind() {
        open(0, "");
        write(Rows.rows(Rows.USERS, 0, 2), 2);
        this.writer.release(List.of(Rows.USERS, Rows.JOBS));
        assertThat(this.budget.used()).isZero();
        assertThat(this.steps).isEmpty();
    }

}
