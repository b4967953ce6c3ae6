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
 * @param schema of the rows, but for those that have one of their own
 * @param isNewSchema whether the rows before had another; the cursor is to tell that
 * @param next the cursor once the rows are published
 * @param stage where in the reading of the table it belongs
 * @param readAt when the rows were read
 * @param findings what was found besides rows
 * @param memory what to close
 */
public record SourcePage(List<SourceRow> rows, RowSchema schema, boolean isNewSchema, Cursor next, Stage stage,
        Instant readAt, Findings findings, PageMemory.Share memory) implements AutoCloseable {

    /** Whether there is nothing to publish. */
    public boolean isEmpty() {
        return this.rows.isEmpty() && !this.stage.isBeginning() && this.findings.givenUp().isEmpty()
                && this.findings.givenUpInitially().isEmpty() && !this.isNewSchema;
    }

    /** Whether there are more rows to be read at once. */
    public boolean isFull() {
        return !this.stage.isExhausted() && !this.rows.isEmpty();
    }

    /** Whether nothing was read because of too much that may still come below. */
    public boolean isHeld() {
        return this.rows.isEmpty() && this.findings.heldBy() != null;
    }

    /** The same page with some rows rejected. They take no sequence. */
    public SourcePage rejecting(Collection<Integer> indices, String reason) {
        List<SourceRow> fewer = new ArrayList<>(this.rows);
        for (int index : indices) {
            fewer.set(index, fewer.get(index).rejected(reason));
        }
        Cursor cursor = new Cursor(this.next.position(), this.next.sequence() - indices.size(),
                this.next.firstReading(), this.next.schema(), this.next.identity());
        return new SourcePage(fewer, this.schema, this.isNewSchema, cursor, this.stage, this.readAt, this.findings,
                this.memory);
    }

    /** The same page with another cursor behind it, and other findings. */
    SourcePage following(Cursor cursor, Findings other) {
        return new SourcePage(this.rows, this.schema, this.isNewSchema, cursor, this.stage, this.readAt, other,
                this.memory);
    }

    /** Returns the sequence of the record before the first of this page. */
    public long sequenceBefore() {
        return this.next.sequence() - this.rows.stream().filter(SourceRow::isPublished).count();
    }

    @Override
    public void close() {
        this.memory.close();
    }

    /**
     * Where in the reading of a table a page belongs.
     *
     * @param isFirstReading whether the end of the table had not been reached before
     * @param isBeginning whether its cursor tells where reading has begun, which must not
     * be forgotten even when there are no rows
     * @param isExhausted whether the end of the table is reached
     */
    public record Stage(boolean isFirstReading, boolean isBeginning, boolean isExhausted) {
    }

}
