package io.rowcast.ingest.source;

import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * Bounds how many pages of rows are in memory at once, over all tables. A share is taken
 * when the first row of a page has arrived, so that a table whose query hangs holds
 * nothing that another needs. Thread-safe.
 */
public final class PageMemory {

    private static final long HEAP_PER_PAGE = 64L << 20;

    private final int size;

    private final Semaphore pages;

    /** What those may take together who keep their pages until others publish them. */
    private final @Nullable Semaphore part;

    /** One page for 64 MB of heap, at least two. */
    public PageMemory(long heapBytes) {
        this.size = Math.toIntExact(Math.clamp(heapBytes / HEAP_PER_PAGE, 2, 64));
        this.pages = new Semaphore(this.size);
        this.part = null;
    }

    private PageMemory(PageMemory whole) {
        this.size = whole.size - 1;
        this.pages = whole.pages;
        this.part = new Semaphore(this.size, true);
    }

    /**
     * Returns the memory for pages that are read ahead: all but one. Their publishers
     * read tables too, and could otherwise wait for the memory of pages that only they
     * can publish.
     */
    public PageMemory ahead() {
        return new PageMemory(this);
    }

    /** Returns for how many pages it is. */
    public int size() {
        return this.size;
    }

    Share share() {
        return new Share();
    }

    /** What one page takes; for one thread at a time. */
    final class Share implements AutoCloseable {

        private boolean taken;

        /** Waits for the memory of a page; the second call finds it there. */
        void take() {
            if (!this.taken) {
                if (PageMemory.this.part != null) {
                    PageMemory.this.part.acquireUninterruptibly();
                }
                PageMemory.this.pages.acquireUninterruptibly();
                this.taken = true;
            }
        }

        @Override
        public void close() {
            if (this.taken) {
                PageMemory.this.pages.release();
                if (PageMemory.this.part != null) {
                    PageMemory.this.part.release();
                }
                this.taken = false;
            }
        }

    }

}
