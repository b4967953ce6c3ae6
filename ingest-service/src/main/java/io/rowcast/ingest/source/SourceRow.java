package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * A row in the form in which it is published, or what is known of one that cannot be.
 *
 * @param key JSON of the key columns; null in a table without a key
 * @param value JSON of the row; null where the row is rejected
 * @param size bytes of the value; 0 where it has none
 * @param rejection why the row cannot be published, or null
 */
public record SourceRow(byte @Nullable [] key, byte @Nullable [] value, int size, @Nullable String rejection) {

    /** The row without its value, to be published as a dead letter. */
    public SourceRow rejected(String reason) {
        return new SourceRow(this.key, null, this.size, reason);
    }

    public boolean isRejected() {
        return this.rejection != null;
    }

    /** Returns roughly the bytes that the row takes in memory. */
    int footprint() {
        return 128 + ((this.key != null) ? this.key.length : 0) + ((this.value != null) ? this.value.length : 0);
    }

}
