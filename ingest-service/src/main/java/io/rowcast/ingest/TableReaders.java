package io.rowcast.ingest;

import io.rowcast.ingest.source.SourceTable;
import io.rowcast.operator.Backoff;

/**
 * What reads the tables of this replica.
 *
 * @param polling makes what polls a table
 * @param ahead makes what reads ranges of a table ahead, on the threads
 * @param threads are shared by the first readings of all tables
 */
record TableReaders(Workers.Readers polling, Workers.Readers ahead, BackfillRun.Threads threads) {

    /**
     * Returns the first reading of a table, which has not begun.
     * @param ready is called when there is a page to publish
     * @param failed is called when a step has failed
     */
    Backfill backfill(ChosenTable table, Backoff backoff, Runnable ready, Runnable failed) {
        Pace pace = new Pace(table.backfill().maxRowsPerSecond(), System::nanoTime);
        int pageSize = pace.pageSize(table.source().pageSize());
        SourceTable source = table.source().inPagesOf(pageSize);
        return new Backfill(table, () -> this.ahead.of(source, table.published().topic()).silently()::read,
                new BackfillRun.Means(table.name(), this.threads, pace, pageSize, backoff, ready, failed));
    }

}
