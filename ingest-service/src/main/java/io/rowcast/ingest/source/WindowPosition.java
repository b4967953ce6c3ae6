package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A position in an order in which rows may still come below it: in a window from the
 * floor on, all rows are looked at again, and those that were sent are remembered.
 *
 * @param columns by which rows are ordered
 * @param floor at or below which no row comes any more, and none is looked for; null
 * before the first row
 * @param floorTime a floor of a later time only may take its place; null where any may
 * @param at the last row that was read and is not of the future; empty before the first
 * @param marks how far reading had come at what time
 * @param sent the rows above the floor that were sent
 * @param unstamped after which row to go on with those that have no timestamp; empty at
 * the first, null when they are done
 * @param searched when the whole window was last looked at
 */
public record WindowPosition(List<String> columns, @Nullable Bound floor, @Nullable Instant floorTime, List<String> at,
        List<Mark> marks, RowHashes sent, @Nullable List<String> unstamped, Instant searched) implements Position {

    WindowPosition withMarks(List<Mark> marks) {
        return new WindowPosition(this.columns, this.floor, this.floorTime, this.at, marks, this.sent, this.unstamped,
                this.searched);
    }

    WindowPosition withUnstamped(@Nullable List<String> unstamped) {
        return new WindowPosition(this.columns, this.floor, this.floorTime, this.at, this.marks, this.sent, unstamped,
                this.searched);
    }

    @Override
    public boolean passesOverRows() {
        return !this.at.isEmpty() || this.floor != null;
    }

    @Override
    public String toString() {
        return this.at.isEmpty() ? "none" : String.join(", ", this.at);
    }

    /**
     * How far reading had come.
     *
     * @param at the last row that was read
     * @param seen when; all that was made later lies above
     */
    public record Mark(List<String> at, Instant seen) {
    }

}
