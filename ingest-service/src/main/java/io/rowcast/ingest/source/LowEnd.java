package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Says how the values of an order's first column and time belong together. */
sealed interface LowEnd permits TimeLowEnd, MarkLowEnd {

    /**
     * Returns up to which place no row comes any more.
     * @param settled no row comes any more that was made before this time
     * @return the place, not below the floor of the position; null where it is unknown
     */
    @Nullable Bound settled(WindowPosition from, Instant settled);

    /**
     * Returns what is left of the marks of a position, and a new one.
     * @param at how far reading has come
     * @param seen when
     */
    List<WindowPosition.Mark> marks(WindowPosition from, List<String> at, Instant seen, Instant settled);

    /** Returns the value above which rows are of the future; null where none are. */
    @Nullable String ceiling(Instant now);

}
