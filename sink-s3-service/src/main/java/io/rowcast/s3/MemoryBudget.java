package io.rowcast.s3;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the open objects of all threads share. It is taken first and measured
 * then: who finds it exceeded closes objects of its own until it no longer is.
 * Thread-safe.
 */
final class MemoryBudget {

    private final long limit;

    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    boolean isExceeded() {
        return this.used.get() > this.limit;
    }

    long used() {
        return this.used.get();
    }

    /** Begins the account of one object. */
    Share share() {
        return new Share();
    }

    /** What one object takes. One thread. */
    final class Share {

        private long taken;

        void take(long bytes) {
            this.taken += bytes;
            MemoryBudget.this.used.addAndGet(bytes);
        }

        long taken() {
            return this.taken;
        }

        void giveBack() {
            MemoryBudget.this.used.addAndGet(-this.taken);
            this.taken = 0;
        }

    }

}
