package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * Where reading a table stands. It is published in one transaction with the rows that led
 * there.
 *
 * @param position how far the table is read; null before the first look at it
 * @param sequence the sequence of the last record; 0 before the first
 * @param firstReading whether the end of the table has not been reached yet
 * @param schema fingerprint of the schema that rows had last; null before the first
 */
public record Cursor(@Nullable Position position, long sequence, boolean firstReading, @Nullable String schema) {

    /** Before the first look. */
    public static final Cursor START = new Cursor(null, 0, true, null);

    /** The same at another position. */
    public Cursor at(Position other, boolean isFirstReading) {
        return new Cursor(other, this.sequence, isFirstReading, this.schema);
    }

}
