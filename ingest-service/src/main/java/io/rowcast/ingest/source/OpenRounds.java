package io.rowcast.ingest.source;

import java.util.concurrent.Semaphore;

/**
 * Bounds how many tables without a key are read at once, each with a connection that it
 * keeps from its first row to its last. Thread-safe.
 */
public final class OpenRounds {

    /** The pool has so many connections for them. */
    private static final int MOST = 8;

    private final Semaphore open;

    /**
     * Leaves room for all others.
     * @param spareConnections those of the pool that nothing else needs
     */
    public OpenRounds(int spareConnections) {
        this.open = new Semaphore(Math.clamp(spareConnections, 1, MOST));
    }

    Round round() {
        return new Round();
    }

    /** The rounds of one table, one after the other; for one thread. */
    final class Round {

        private boolean isOpen;

        /** Returns whether the round may begin, or has begun; does not wait. */
        boolean begin() {
            this.isOpen = this.isOpen || OpenRounds.this.open.tryAcquire();
            return this.isOpen;
        }

        void end() {
            if (this.isOpen) {
                OpenRounds.this.open.release();
                this.isOpen = false;
            }
        }

    }

}
