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
 * @param identity which table of that name was read; null before the first look, and
 * where nothing tells
 */
public record Cursor(@Nullable Position position, long sequence, boolean firstReading, @Nullable String schema,
        @Nullable String identity) {

    /** Before the first look. */
    public static final Cursor START = new Cursor(null, 0, true, null, null);

    /** The same at another position. */
    public Cursor at(Position other, boolean isFirstReading) {
        return new Cursor(other, this.sequence, isFirstReading, this.schema, this.identity);
    }

    /** The same of a table of which nothing is known. */
    public Cursor ofAnyTable() {
        return new Cursor(this.position, this.sequence, this.firstReading, this.schema, null);
    }

}
