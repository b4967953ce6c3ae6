package io.rowcast.sink.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.operator.Throughput;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How a partition of this consumer is doing. Changed by the consumer's thread, read by
 * any.
 */
final class OwnedPartition {

    private final TopicPartition partition;

    private final Throughput throughput = new Throughput();

    private final Deque<Undurable> undurable = new ArrayDeque<>();

    private final RecentRecords recent;

    private State state = State.OPENING;

    private Instant since = Instant.now();

    private final long assignedNanos = System.nanoTime();

    private boolean operable;

    private boolean open;

    private @Nullable String lastRequest;

    private long start = -1;

    private long durable = -1;

    private int failures;

    private long dueNanos = System.nanoTime();

    private final PartitionLag lag = new PartitionLag();

    private @Nullable String lastError;

    /**
     * A partition that is not open yet.
     * @param window how many records count as recent
     */
    OwnedPartition(TopicPartition partition, int window) {
        this.partition = partition;
        this.recent = new RecentRecords(window);
    }

    TopicPartition partition() {
        return this.partition;
    }

    /** Whether its records are being read. */
    synchronized boolean isOpen() {
        return this.open;
    }

    /** Returns when it was assigned, as of {@link System#nanoTime()}. */
    long assignedNanos() {
        return this.assignedNanos;
    }

    /** What operators asked of it before it was assigned is known. */
    synchronized void operable() {
        this.operable = true;
    }

    synchronized boolean isOperable() {
        return this.operable;
    }

    /** Whether it is time to open it. */
    synchronized boolean isDue() {
        return this.operable && !this.open && this.state != State.PAUSED && System.nanoTime() - this.dueNanos >= 0;
    }

    synchronized boolean is(State other) {
        return this.state == other;
    }

    synchronized boolean isPaused() {
        return is(State.PAUSED);
    }

    /** Notices an operator's request; returns whether it is one that is new. */
    synchronized boolean noticed(String request) {
        boolean isNew = !request.equals(this.lastRequest);
        this.lastRequest = request;
        return isNew;
    }

    /** It is closed, to be opened at once whatever failed before. */
    synchronized void reopen() {
        this.open = false;
        this.failures = 0;
        this.dueNanos = System.nanoTime();
        become(State.OPENING);
    }

    /** It is closed until {@link #reopen}. */
    synchronized void paused() {
        this.open = false;
        this.failures = 0;
        become(State.PAUSED);
    }

    /** Returns the number of failures in a row. */
    synchronized int failures() {
        return this.failures;
    }

    /**
     * Returns the first offset that is not durable at the target, -1 before the partition
     * was ever opened.
     */
    synchronized long durable() {
        return this.durable;
    }

    /**
     * Returns where reading began when nothing was ever committed, -1 before that is
     * known.
     */
    synchronized long start() {
        return this.start;
    }

    synchronized void start(long offset) {
        this.start = offset;
    }

    synchronized void opened(long offset) {
        this.open = true;
        this.durable = offset;
        this.undurable.clear();
        this.recent.forgetFrom(offset);
        if (this.failures == 0) {
            become(State.RUNNING);
        }
    }

    /** It is closed until the delay is over. */
    synchronized void failed(State newState, String reason, Duration delay) {
        this.open = false;
        this.failures++;
        this.dueNanos = System.nanoTime() + delay.toNanos();
        this.lastError = reason;
        become(newState);
    }

    /**
     * The writer has taken records; they are durable from the moment that
     * {@link #durable(long)} says so.
     */
    synchronized void taken(long lastOffset, int count, long oldestTimestamp) {
        this.undurable.add(new Undurable(lastOffset, count, oldestTimestamp));
        this.recent.add(lastOffset, count, 0);
        this.throughput.add(count, System.nanoTime());
    }

    /** All of a batch was taken. */
    synchronized void recovered() {
        this.failures = 0;
        become(State.RUNNING);
    }

    /** Returns what became of the latest records; for the consumer's thread. */
    RecentRecords recent() {
        return this.recent;
    }

    /**
     * Everything before the offset is durable. Returns the records that have become so.
     */
    synchronized Deque<Undurable> durable(long offset) {
        this.durable = offset;
        Deque<Undurable> done = new ArrayDeque<>();
        while (!this.undurable.isEmpty() && this.undurable.getFirst().lastOffset() < offset) {
            done.add(this.undurable.removeFirst());
        }
        return done;
    }

    /** Notes how many records the partition holds behind the position that was read. */
    synchronized void measure(long position, OptionalLong unread) {
        if (unread.isEmpty()) {
            return;
        }
        this.lag.measured(Math.max(0, position + unread.getAsLong() - this.durable));
        if (this.lag.records() == 0 && this.open) {
            recovered();
        }
    }

    /** Whether it is paused, and its lag is not known any more. */
    synchronized boolean isToMeasure() {
        return this.state == State.PAUSED && this.lag.isDue();
    }

    synchronized long lagRecords() {
        return this.lag.records();
    }

    synchronized double lagSeconds() {
        return this.lag.seconds(this.undurable.isEmpty() ? null : this.undurable.getFirst().timestamp());
    }

    synchronized PipelineStatus status() {
        return new PipelineStatus(this.partition.toString(), this.state, Long.toString(this.durable),
                this.lag.records(), lagSeconds(), this.throughput.perSecond(System.nanoTime()), this.lastError,
                this.since);
    }

    private void become(State newState) {
        if (this.state != newState) {
            this.state = newState;
            this.since = Instant.now();
        }
    }

    /**
     * Records that the writer has taken.
     *
     * @param lastOffset of the last of them
     * @param count how many
     * @param timestamp of the first of them, in milliseconds since 1970
     */
    record Undurable(long lastOffset, int count, long timestamp) {
    }

}
