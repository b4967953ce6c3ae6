package io.rowcast.ingest.source;

import java.util.List;

/**
 * A position in a round over the whole table.
 *
 * @param after the primary key of the last row of this round, as the database prints it;
 * empty at the beginning of a round, and in a table without one
 * @param rows how many rows of this round were read
 */
public record BulkPosition(List<String> after, long rows) implements Position {

    static final BulkPosition START = new BulkPosition(List.of(), 0);

    /** The next round reads everything. */
    @Override
    public boolean passesOverRows() {
        return false;
    }

    @Override
    public String toString() {
        return this.rows + " rows of this round";
    }

}
