package io.rowcast.ingest.source;

/**
 * Where one of the readers of a first reading stands: the ids that it has still to read.
 * Such a position is in no cursor: what is read of a range is taken out of the
 * {@link Unread} ids of the table.
 *
 * @param first the lowest of the ids
 * @param last the highest
 * @param isCut whether there are few enough rows for one reader; otherwise reading it
 * tells the part that it is to take
 */
public record RangePosition(long first, long last, boolean isCut) implements Position {

    @Override
    public boolean passesOverRows() {
        return false;
    }

    @Override
    public String toString() {
        return this.first + "-" + this.last;
    }

}
