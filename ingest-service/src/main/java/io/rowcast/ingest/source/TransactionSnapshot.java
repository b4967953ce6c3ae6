package io.rowcast.ingest.source;

/**
 * Which transactions a query sees, as {@code pg_current_snapshot()} tells.
 *
 * @param xmin all transactions below this have ended
 * @param xmax no transaction from this on had begun to write
 */
public record TransactionSnapshot(long xmin, long xmax) {

    /** Whether all transactions that were writing when a fence was noted have ended. */
    boolean isBeyond(long fence) {
        return this.xmin >= fence;
    }

}
