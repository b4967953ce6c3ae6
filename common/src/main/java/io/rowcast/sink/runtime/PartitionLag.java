package io.rowcast.sink.runtime;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** How far a partition is behind its topic. For one thread at a time. */
final class PartitionLag {

    /** While it is paused; one that is open is measured at each poll. */
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(5);

    private long records;

    private @Nullable Instant behindSince;

    private long measuredNanos = System.nanoTime() - MEASURED_EVERY.toNanos();

    /** Notes how many records are not durable. */
    void measured(long undurable) {
        this.records = undurable;
        if (undurable == 0) {
            this.behindSince = null;
        }
        else if (this.behindSince == null) {
            this.behindSince = Instant.now();
        }
    }

    /** Whether it is time to measure a paused partition; says so once. */
    boolean isDue() {
        long now = System.nanoTime();
        boolean isDue = now - this.measuredNanos > MEASURED_EVERY.toNanos();
        if (isDue) {
            this.measuredNanos = now;
        }
        return isDue;
    }

    long records() {
        return this.records;
    }

    /**
     * Returns the age of the oldest record.
     * @param oldest its timestamp where it is known, in milliseconds since 1970
     */
    double seconds(@Nullable Long oldest) {
        if (this.behindSince == null) {
            return 0;
        }
        long since = (oldest != null) ? oldest : this.behindSince.toEpochMilli();
        return Math.max(0, System.currentTimeMillis() - since) / 1_000.0;
    }

}
