package io.rowcast.quickstart;

import java.util.concurrent.TimeUnit;

/**
 * Tells how many rows are due at a rate. What could not be inserted in time is made up
 * for, a thousand at once at most. One thread.
 */
final class Pace {

    private static final int AT_ONCE = 1_000;

    private final long interval;

    private long next;

    /** The first row is due at once. */
    Pace(double rowsPerSecond, long nanoTime) {
        this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / rowsPerSecond);
        this.next = nanoTime;
    }

    /** Takes the rows that are due, none if it is too early. */
    int take(long nanoTime) {
        if (nanoTime < this.next) {
            return 0;
        }
        int due = (int) Math.min(AT_ONCE, (nanoTime - this.next) / this.interval + 1);
        this.next += due * this.interval;
        return due;
    }

    /** Returns how many nanoseconds there are until the next row, at least 0. */
    long untilNext(long nanoTime) {
        return Math.max(0, this.next - nanoTime);
    }

}
