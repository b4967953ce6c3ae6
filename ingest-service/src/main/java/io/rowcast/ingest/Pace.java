package io.rowcast.ingest;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Spreads the rows of a table's first reading over time, however many readers there are.
 * Thread-safe.
 */
final class Pace {

    /** A page takes half a second of what is allowed, so that rows come evenly. */
    private static final int PAGES_PER_SECOND = 2;

    private final @Nullable Integer rowsPerSecond;

    private final LongSupplier nanoTime;

    private long free;

    /**
     * Begins now.
     * @param rowsPerSecond the most that is allowed; null for as many as there are
     */
    Pace(@Nullable Integer rowsPerSecond, LongSupplier nanoTime) {
        this.rowsPerSecond = rowsPerSecond;
        this.nanoTime = nanoTime;
        this.free = nanoTime.getAsLong();
    }

    /** Returns how many rows to read at once, at most. */
    int pageSize(int most) {
        return (this.rowsPerSecond != null) ? Math.clamp(this.rowsPerSecond / PAGES_PER_SECOND, 1, most) : most;
    }

    /** Returns how long to wait before so many rows may be read. */
    synchronized Duration reserve(int rows) {
        if (this.rowsPerSecond == null) {
            return Duration.ZERO;
        }
        long now = this.nanoTime.getAsLong();
        long begin = (this.free - now > 0) ? this.free : now;
        this.free = begin + nanos(rows, this.rowsPerSecond);
        return Duration.ofNanos(begin - now);
    }

    /** Gives back what was reserved for rows that were not there. */
    synchronized void giveBack(int rows) {
        if (this.rowsPerSecond != null) {
            this.free -= nanos(rows, this.rowsPerSecond);
        }
    }

    private static long nanos(int rows, int rowsPerSecond) {
        return 1_000_000_000L * rows / rowsPerSecond;
    }

}
