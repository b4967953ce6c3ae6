package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * A row in the form in which it is published, or what is known of one that is not.
 *
 * @param key JSON of the key columns; null in a table without a key
 * @param value JSON of the row; null where the row is rejected or dropped
 * @param size bytes of the value; 0 where it has none
 * @param schema of the value
 * @param rejection why the row cannot be published, or null
 * @param route where transformations have sent it; null for the table's topic
 */
public record SourceRow(byte @Nullable [] key, byte @Nullable [] value, int size, RowSchema schema,
        @Nullable String rejection, @Nullable RowRoute route) {

    /** A row on its way to the table's topic. */
    SourceRow(byte @Nullable [] key, byte @Nullable [] value, int size, RowSchema schema, @Nullable String rejection) {
        this(key, value, size, schema, rejection, null);
    }

    /** A row that a transformation has dropped: reading has passed it, that is all. */
    static SourceRow dropped(RowSchema schema) {
        return new SourceRow(null, null, 0, schema, null);
    }

    /** The row without its value, to be published as a dead letter. */
    public SourceRow rejected(String reason) {
        return new SourceRow(this.key, null, this.size, this.schema, reason);
    }

    public boolean isRejected() {
        return this.rejection != null;
    }

    /** Whether the row becomes a record, which takes a number of the sequence. */
    public boolean isPublished() {
        return this.value != null;
    }

    /** Returns roughly the bytes that the row takes in memory. */
    int footprint() {
        return 128 + ((this.key != null) ? this.key.length : 0) + ((this.value != null) ? this.value.length : 0);
    }

}
