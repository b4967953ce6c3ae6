package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * A position among whole numbers.
 *
 * @param id the highest id that was read; null before the first
 * @param gaps ids below it that may still get a row
 */
public record IdPosition(@Nullable Long id, Gaps gaps) implements Position {

    @Override
    public int openGaps() {
        return this.gaps.size();
    }

    @Override
    public boolean passesOverRows() {
        return this.id != null;
    }

    @Override
    public String toString() {
        return (this.id != null) ? this.id.toString() : "none";
    }

}
