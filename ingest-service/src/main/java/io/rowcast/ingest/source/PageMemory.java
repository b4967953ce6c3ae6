package io.rowcast.ingest.source;

import java.util.concurrent.Semaphore;

/**
 * Bounds how many pages of rows are in memory at once, over all tables. A share is taken
 * when the first row of a page has arrived, so that a table whose query hangs holds
 * nothing that another needs. Thread-safe.
 */
public final class PageMemory {

    private static final long HEAP_PER_PAGE = 64L << 20;

    private final Semaphore pages;

    /** One page for 64 MB of heap, at least two. */
    public PageMemory(long heapBytes) {
        this.pages = new Semaphore(Math.clamp(heapBytes / HEAP_PER_PAGE, 2, 64));
    }

    Share share() {
        return new Share();
    }

    /** What one page takes; for one thread. */
    final class Share implements AutoCloseable {

        private boolean taken;

        /** Waits for the memory of a page; the second call finds it there. */
        void take() {
            if (!this.taken) {
                PageMemory.this.pages.acquireUninterruptibly();
                this.taken = true;
            }
        }

        @Override
        public void close() {
            if (this.taken) {
                PageMemory.this.pages.release();
                this.taken = false;
            }
        }

    }

}
