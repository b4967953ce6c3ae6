package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rows read in one snapshot, and where to go on once they are published. Holds its share
 * of the memory until it is closed.
 *
 * @param rows the rows, those found in gaps first
 * @param schema of all rows
 * @param next the cursor once the rows are published
 * @param firstReading whether the rows belong to the first reading of the table
 * @param exhausted whether the end of the table was reached
 * @param readAt when the rows were read
 * @param givenUp ids that were jumped over and are no longer looked for
 * @param givenUpInitially the same, of the first reading
 * @param memory what to close
 */
public record SourcePage(List<SourceRow> rows, RowSchema schema, Cursor next, boolean firstReading, boolean exhausted,
        Instant readAt, IdRanges givenUp, IdRanges givenUpInitially, PageMemory.Share memory) implements AutoCloseable {

    /** Whether there is nothing to publish. */
    public boolean isEmpty() {
        return this.rows.isEmpty() && this.givenUp.isEmpty() && this.givenUpInitially.isEmpty();
    }

    /** Whether there are more rows to be read at once. */
    public boolean isFull() {
        return !this.exhausted && !this.rows.isEmpty();
    }

    /**
     * Whether nothing was read because too many ids were jumped over by transactions that
     * are still open.
     */
    public boolean isHeld() {
        return !this.exhausted && this.rows.isEmpty();
    }

    /** The same page with some rows rejected. They take no sequence. */
    public SourcePage rejecting(Collection<Integer> indices, String reason) {
        List<SourceRow> fewer = new ArrayList<>(this.rows);
        for (int index : indices) {
            fewer.set(index, fewer.get(index).rejected(reason));
        }
        Cursor cursor = new Cursor(this.next.position(), this.next.sequence() - indices.size(),
                this.next.firstReading(), this.next.gaps());
        return new SourcePage(fewer, this.schema, cursor, this.firstReading, this.exhausted, this.readAt, this.givenUp,
                this.givenUpInitially, this.memory);
    }

    /** Returns the sequence of the record before the first of this page. */
    public long sequenceBefore() {
        return this.next.sequence() - this.rows.stream().filter(row -> !row.isRejected()).count();
    }

    @Override
    public void close() {
        this.memory.close();
    }

}
