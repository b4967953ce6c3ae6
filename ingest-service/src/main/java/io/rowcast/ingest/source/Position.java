package io.rowcast.ingest.source;

/**
 * How far a table is read, in the terms of the way in which it is read. What is below a
 * position and may still come is part of it. Its text is what operators see.
 */
public sealed interface Position permits IdPosition, WindowPosition, BulkPosition, RangePosition {

    /** Returns the ranges of ids below the position that may still get a row. */
    default int openGaps() {
        return 0;
    }

    /**
     * Whether rows below it were read and will not be again: in another table, its rows
     * there would be passed over.
     */
    boolean passesOverRows();

    /** Whether what was there when reading began is being read in ranges. */
    default boolean isReadInRanges() {
        return false;
    }

}
