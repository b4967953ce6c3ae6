package io.rowcast.ingest.source;

/**
 * Which transactions a query sees, as {@code pg_current_snapshot()} tells. What is told
 * may be up to a second older than the snapshot.
 *
 * @param xmin all transactions below this have ended
 * @param xmax no transaction from this on had begun to write
 */
public record TransactionSnapshot(long xmin, long xmax) {

    /** Where the database does not tell which transactions are open. */
    public static final TransactionSnapshot UNTOLD = new TransactionSnapshot(Long.MAX_VALUE, 0);

    boolean isTold() {
        return !equals(UNTOLD);
    }

    /** Whether all transactions that were writing when a fence was noted have ended. */
    boolean isBeyond(long fence) {
        return this.xmin >= fence;
    }

}
