package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * Where reading a table stands. It is published in one transaction with the rows that led
 * there.
 *
 * @param position the highest id that was read; null before the first
 * @param sequence the sequence of the last record; 0 before the first
 * @param firstReading whether the end of the table has not been reached yet
 * @param gaps ids below the position that may still get a row
 */
public record Cursor(@Nullable Long position, long sequence, boolean firstReading, Gaps gaps) {

    /** Before the first row. */
    public static final Cursor START = new Cursor(null, 0, true, Gaps.NONE);

}
