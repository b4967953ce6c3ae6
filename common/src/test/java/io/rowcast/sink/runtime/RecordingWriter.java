package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A target in memory that can be away, choke on a record, or hold records back. */
final class RecordingWriter implements SinkWriter {

    /** The records that were written, as they came. */
    final List<TopicRecord> records = new CopyOnWriteArrayList<>();

    final List<String> written = new CopyOnWriteArrayList<>();

    final Map<TopicPartition, CommittedOffset> opened = new ConcurrentHashMap<>();

    final Map<TopicPartition, Long> heldFrom = new ConcurrentHashMap<>();

    /** Where the target itself keeps the positions, if it is to. */
    volatile @Nullable Map<TopicPartition, Long> positions;

    /** How often a reset fails before it is done. */
    final AtomicInteger failingResets = new AtomicInteger();

    /** The next write of records waits for it. */
    volatile @Nullable CountDownLatch stuck;

    volatile @Nullable RuntimeException failure;

    volatile @Nullable Error error;

    volatile @Nullable String poison;

    volatile @Nullable TopicPartition ailing;

    /** It is away after it has noted what it is about to write of a partition. */
    volatile @Nullable TopicPartition planning;

    /** It dies when so many dead letters are written, and are durable. */
    volatile int dyingAfterReplayed = Integer.MAX_VALUE;

    /** It fails so once when dead letters are written, and are durable. */
    final AtomicReference<@Nullable RuntimeException> failingOnceReplayed = new AtomicReference<>();

    final AtomicInteger attempts = new AtomicInteger();

    /** How often partitions were taken away. */
    final AtomicInteger releases = new AtomicInteger();

    /** Done before a batch with records is written. */
    volatile Runnable before = () -> {
    };

    /** It is well, and as if it was new. */
    void reset() {
        this.records.clear();
        this.written.clear();
        this.opened.clear();
        this.heldFrom.clear();
        this.attempts.set(0);
        this.positions = null;
        this.planning = null;
        this.failure = null;
        this.poison = null;
        this.ailing = null;
        this.before = () -> {
        };
    }

    @Override
    public long open(TopicPartition partition, CommittedOffset committed) {
        this.opened.put(partition, committed);
        Map<TopicPartition, Long> kept = this.positions;
        return (kept != null) ? kept.getOrDefault(partition, committed.offset()) : committed.offset();
    }

    @Override
    public void reset(TopicPartition partition, long offset) {
        if (this.failingResets.getAndDecrement() > 0) {
            throw new TransientSinkException("the position cannot be moved", null);
        }
        Map<TopicPartition, Long> kept = this.positions;
        if (kept != null) {
            kept.put(partition, offset);
        }
    }

    @Override
    public WriteResult write(SinkBatch batch) {
        if (this.error != null) {
            throw this.error;
        }
        if (!batch.records().isEmpty()) {
            this.before.run();
        }
        RuntimeException current = this.failure;
        if (current != null) {
            this.attempts.incrementAndGet();
            throw current;
        }
        batch.decode();
        CountDownLatch latch = this.stuck;
        if (latch != null && !batch.records().isEmpty()) {
            this.stuck = null;
            await(latch);
        }
        if (batch.records().stream().anyMatch(record -> record.partition().equals(this.planning))) {
            batch.commit(batch.records().getFirst().partition(), batch.records().getFirst().offset(), "a plan");
            throw new TransientSinkException("it may be written, or not", null);
        }
        if (this.ailing != null
                && batch.records().stream().anyMatch(record -> record.partition().equals(this.ailing))) {
            this.attempts.incrementAndGet();
            throw new TransientSinkException("this partition's table is away", null);
        }
        List<Rejection> rejections = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (TopicRecord record : batch.records()) {
            String row = record.isTombstone() ? "-" + record.keyObject() : String.valueOf(record.row());
            if (this.poison != null && row.contains(this.poison)) {
                rejections.add(new Rejection(record, new IllegalArgumentException("too hot")));
            }
            else {
                rows.add(record + " " + row);
                this.records.add(record);
            }
        }
        this.written.addAll(rows);
        Map<TopicPartition, Long> kept = this.positions;
        if (kept != null) {
            kept.putAll(batch.positions());
        }
        if (this.records.stream().filter(TopicRecord::isReplayed).count() >= this.dyingAfterReplayed) {
            throw new AssertionError("as if it was killed");
        }
        if (batch.records().stream().anyMatch(TopicRecord::isReplayed)) {
            RuntimeException once = this.failingOnceReplayed.getAndSet(null);
            if (once != null) {
                throw once;
            }
        }
        return new WriteResult(rejections, this.heldFrom);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        this.releases.incrementAndGet();
    }

    @Override
    public void check() {
        RuntimeException current = this.failure;
        if (current != null) {
            this.attempts.incrementAndGet();
            throw current;
        }
    }

    @Override
    public void close() {
    }

}
