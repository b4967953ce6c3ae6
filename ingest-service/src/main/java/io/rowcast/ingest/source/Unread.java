package io.rowcast.ingest.source;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the first reading of a table has not read yet of the ids that were there when it
 * began. What it has jumped over is in the gaps. Immutable.
 *
 * @param ids the ids
 * @param rows how many rows it has read
 */
public record Unread(IdRanges ids, long rows) {

    /** The first reading is over, or was none in ranges. */
    public static final Unread NONE = new Unread(IdRanges.NONE, 0);

    static Unread of(long first, long last) {
        IdRanges.Builder ids = new IdRanges.Builder();
        ids.add(first, last);
        return new Unread(ids.build(), 0);
    }

    public boolean isEmpty() {
        return this.ids.isEmpty();
    }

    /** Returns what is left once some ids are read, which had some rows. */
    public Unread without(long first, long last, int rows) {
        IdRanges rest = this.ids.without(first, last);
        return rest.isEmpty() ? NONE : new Unread(rest, this.rows + rows);
    }

    /** Returns the ranges, to be cut and read. */
    public List<RangePosition> ranges() {
        return IntStream.range(0, this.ids.size())
            .mapToObj(i -> new RangePosition(this.ids.first(i), this.ids.last(i), false))
            .toList();
    }

}
