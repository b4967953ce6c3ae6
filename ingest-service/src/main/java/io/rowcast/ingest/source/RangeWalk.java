package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/** One page's way through a range of ids. Knows no database. */
final class RangeWalk {

    private final RangePosition range;

    private final IdRanges.Builder holes = new IdRanges.Builder();

    private @Nullable Long last;

    RangeWalk(RangePosition range) {
        this.range = range;
        this.last = (range.first() > Long.MIN_VALUE) ? range.first() - 1 : null;
    }

    /** Passes a row; the ids of the rows grow. */
    void pass(long id) {
        IdReading.noteGap(this.holes, this.last, id);
        this.last = id;
    }

    /** Whether no row can follow. */
    boolean isAtEnd() {
        return this.last != null && this.last == this.range.last();
    }

    /** Passes all that is left: there are no more rows. */
    void passRest() {
        if (!isAtEnd()) {
            long next = (this.last != null) ? this.last + 1 : Long.MIN_VALUE;
            this.holes.add(next, this.range.last());
            this.last = this.range.last();
        }
    }

    /** Returns the ids without a row. */
    IdRanges holes() {
        return this.holes.build();
    }

    /** Returns what is left; at the end, the last id of the range. */
    RangePosition rest() {
        if (isAtEnd()) {
            return new RangePosition(this.range.last(), this.range.last(), true);
        }
        return new RangePosition((this.last != null) ? this.last + 1 : this.range.first(), this.range.last(), true);
    }

}
