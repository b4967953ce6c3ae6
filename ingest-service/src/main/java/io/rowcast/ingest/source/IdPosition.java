package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * A position among whole numbers.
 *
 * @param id the highest id that was read; null before the first
 * @param gaps ids below it that may still get a row
 * @param unread ids below it that the first reading has not come to yet
 */
public record IdPosition(@Nullable Long id, Gaps gaps, Unread unread) implements Position {

    /** A position below which all is read. */
    public IdPosition(@Nullable Long id, Gaps gaps) {
        this(id, gaps, Unread.NONE);
    }

    @Override
    public int openGaps() {
        return this.gaps.size();
    }

    @Override
    public boolean passesOverRows() {
        return this.id != null;
    }

    @Override
    public boolean isReadInRanges() {
        return !this.unread.isEmpty();
    }

    @Override
    public String toString() {
        return (this.id != null) ? this.id.toString() : "none";
    }

}
