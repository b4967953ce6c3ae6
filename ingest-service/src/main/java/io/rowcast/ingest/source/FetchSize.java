package io.rowcast.ingest.source;

/**
 * How many rows of a table to ask for at once, by how wide those before were. For one
 * thread.
 */
final class FetchSize {

    /** What the driver fetches at once, and holds beside the page. */
    private static final int BYTES = 1 << 20;

    private static final int FIRST = 100;

    private final int pageSize;

    private int rows = FIRST;

    /** Bytes of a row, on average. */
    private int width = PageRows.MOST_BYTES / FIRST;

    FetchSize(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Returns how many rows the driver is to fetch at once. */
    int rows() {
        return this.rows;
    }

    /** Returns how many rows are likely to make a page, if not more are wanted. */
    int page() {
        return Math.clamp(PageRows.MOST_BYTES / this.width, 1, this.pageSize);
    }

    /** Learns from the rows of a page. */
    void learn(PageRows page) {
        if (!page.rows().isEmpty()) {
            this.rows = Math.clamp(BYTES / page.widest(), 1, this.pageSize);
            this.width = Math.max(1, page.averageBytes());
        }
    }

    /**
     * Asks for fewer rows, which were too wide together.
     * @return false where there was only one
     */
    boolean shrink() {
        boolean canShrink = this.rows > 1;
        this.rows = Math.max(1, this.rows / 10);
        return canShrink;
    }

}
