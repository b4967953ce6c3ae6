package io.rowcast.ingest.source;

import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A page of a first reading, read ahead of its turn: what it means for the cursor is
 * settled when it is published.
 *
 * @param range what was to be read
 * @param page what was read of it
 */
public record RangePage(RangePosition range, SourcePage page) {

    /** Returns what is left of the range, null where it is done. */
    public @Nullable RangePosition rest() {
        return this.page.stage().isExhausted() ? null : (RangePosition) this.page.next().position();
    }

    /**
     * Returns the first transaction that was not in use when the page was read.
     */
    public long fence() {
        return holes().snapshot().xmax();
    }

    /**
     * Returns the page with the cursor that holds once it is published. Ids without a row
     * become gaps. Where there is no room for them, those that no transaction can fill
     * any more are given up: they have just been looked for.
     * @param cursor what the page follows; its unread ids hold those of the page
     * @param fence transactions below it may have taken ids of this first reading; null
     * while that is not known, and 0 where the database does not tell
     * @return empty where there is no room as long as such transactions are open; then
     * the page has to be read again later
     */
    public Optional<SourcePage> after(Cursor cursor, @Nullable Long fence) {
        IdPosition at = (IdPosition) Objects.requireNonNull(cursor.position());
        IdRanges holes = holes().ids();
        int excess = Math.max(0, holes.size() - at.gaps().roomForFirstReading());
        if (excess > 0 && (fence == null || fence == 0 || !holes().snapshot().isBeyond(fence))) {
            return Optional.empty();
        }
        Gaps gaps = at.gaps().jumpedOver(holes.tail(excess), this.page.readAt(), holes().snapshot(), true);
        Unread unread = at.unread().without(this.range.first(), end(), this.page.rows().size());
        long sequence = cursor.sequence() + this.page.next().sequence();
        Cursor next = new Cursor(new IdPosition(at.id(), gaps, unread), sequence, cursor.firstReading(),
                cursor.schema(), cursor.identity());
        return Optional.of(this.page.following(next, new Findings(IdRanges.NONE, holes.head(excess), 0, null, null)));
    }

    private long end() {
        RangePosition rest = rest();
        return (rest != null) ? rest.first() - 1 : this.range.last();
    }

    private Findings.Holes holes() {
        return Objects.requireNonNull(this.page.findings().holes());
    }

}
