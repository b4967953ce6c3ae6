package io.rowcast.ingest;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.rowcast.operator.Backoff;

/**
 * When the next pass over a table is due, as {@link System#nanoTime()}. For one thread.
 */
final class PassTime {

    /** A table that cannot be read as it is may have been altered meanwhile. */
    private static final Duration STOPPED_INTERVAL = Duration.ofSeconds(30);

    /** There is more to read as soon as something makes room. */
    private static final Duration WAITING_INTERVAL = Duration.ofSeconds(1);

    private static final Duration PAUSED_INTERVAL = Duration.ofHours(1);

    private final Duration pollInterval;

    private final Backoff backoff;

    private long nanos = System.nanoTime();

    /** In a row. */
    private int failures;

    PassTime(Duration pollInterval, Backoff backoff) {
        this.pollInterval = pollInterval;
        this.backoff = backoff;
    }

    long nanos() {
        return this.nanos;
    }

    boolean isReached() {
        return System.nanoTime() - this.nanos >= 0;
    }

    /** The next pass is due at once, whatever has failed before. */
    void now() {
        this.failures = 0;
        in(Duration.ZERO);
    }

    /**
     * A pass was made, and there is more to read.
     * @param pause until then
     */
    void passed(Duration pause) {
        this.failures = 0;
        in(pause);
    }

    /**
     * A pass has found nothing more to read at once.
     * @param isExhausted whether because there is nothing more
     */
    void passed(boolean isExhausted) {
        boolean isShort = this.pollInterval.compareTo(WAITING_INTERVAL) < 0;
        passed((isExhausted || isShort) ? this.pollInterval : WAITING_INTERVAL);
    }

    /** The table cannot be read as it is. */
    void stopped() {
        in(STOPPED_INTERVAL);
    }

    /** Nothing is to be read until an operator says so. */
    void paused() {
        in(PAUSED_INTERVAL);
    }

    /** A pass has failed: the times between two grow with each failure in a row. */
    void failed() {
        this.failures++;
        in(this.backoff.delay(this.failures, ThreadLocalRandom.current()));
    }

    boolean isAfterFailure() {
        return this.failures > 0;
    }

    private void in(Duration pause) {
        this.nanos = System.nanoTime() + pause.toNanos();
    }

}
