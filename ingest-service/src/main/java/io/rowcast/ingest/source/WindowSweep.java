package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Goes over the rows above a floor, or above the position only, in their order: tells
 * which are to be sent, and what to remember of them. Knows no database.
 * <p>
 * Bounded: when no more rows can be remembered, those that would have to be wait, so that
 * they are rather late than lost or doubled. Of the rows of the future, which can be
 * forgotten only when their time has come, so few are taken that they leave room for
 * those of the present.
 */
final class WindowSweep {

    /** Eight bytes of each make 640 KB of a cursor record of 1 MB. */
    static final int MOST = 60_000;

    static final int MOST_OF_FUTURE = 10_000;

    private final WindowPosition from;

    private final boolean isWhole;

    private final @Nullable Bound settled;

    private final int mostOfFuture;

    private final RowHashes.Builder kept = new RowHashes.Builder();

    private final RowHashes.Builder dropped = new RowHashes.Builder();

    private int room;

    private int future;

    private boolean isCrowded;

    private boolean futureWaits;

    /** The last row that was looked at and is not of the future. */
    private @Nullable List<String> last;

    private boolean isLastSettled;

    private List<String> at;

    /**
     * Begins.
     * @param isWhole whether the rows come from the floor on, not from the position
     * @param settled up to which no row can come any more; null where that is unknown
     */
    WindowSweep(WindowPosition from, boolean isWhole, @Nullable Bound settled) {
        this(from, isWhole, settled, MOST, MOST_OF_FUTURE);
    }

    WindowSweep(WindowPosition from, boolean isWhole, @Nullable Bound settled, int most, int mostOfFuture) {
        this.from = from;
        this.isWhole = isWhole;
        this.settled = settled;
        this.mostOfFuture = mostOfFuture;
        this.room = Math.max(0, most - from.sent().size());
        this.at = from.at();
    }

    /**
     * Looks at the next row.
     * @param values of the columns of the order
     * @param isAhead whether it lies above the position
     */
    Verdict next(long hash, List<String> values, Place place, boolean isAhead) {
        if (place == Place.FUTURE && this.future >= this.mostOfFuture) {
            this.futureWaits = true;
            return Verdict.END;
        }
        boolean isKnown = this.from.sent().contains(hash);
        boolean isRemembered = !this.isWhole || place != Place.SETTLED;
        if (!isKnown && isRemembered && this.room == 0) {
            this.isCrowded = true;
            return Verdict.END;
        }
        remember(hash, isKnown, isRemembered);
        if (place == Place.FUTURE) {
            this.future++;
        }
        else {
            this.last = values;
            this.isLastSettled = place == Place.SETTLED;
            this.at = isAhead ? values : this.at;
        }
        return isKnown ? Verdict.KNOWN : Verdict.NEW;
    }

    private void remember(long hash, boolean isKnown, boolean isRemembered) {
        if (isRemembered) {
            this.kept.add(hash);
            this.room -= isKnown ? 0 : 1;
        }
        else if (isKnown) {
            this.dropped.add(hash);
            this.room++;
        }
    }

    /** Whether rows had to wait because no more can be remembered. */
    boolean isCrowded() {
        return this.isCrowded;
    }

    /** Whether rows of the future had to wait because there are too many. */
    boolean futureWaits() {
        return this.futureWaits;
    }

    /**
     * Returns the position that holds when the rows are sent.
     * @param isComplete whether there was no further row
     * @param floorTime of the settled bound
     */
    WindowPosition end(boolean isComplete, Instant floorTime, Instant now) {
        RowHashes sent = (this.isWhole && isComplete) ? this.kept.build()
                : this.from.sent().without(this.dropped.build()).and(this.kept.build());
        boolean rises = this.isWhole && this.settled != null && (isComplete || this.last != null);
        boolean isSearched = this.isWhole && (isComplete || this.futureWaits);
        return new WindowPosition(this.from.columns(), rises ? floor() : this.from.floor(),
                rises ? floorTime : this.from.floorTime(), this.at, this.from.marks(), sent, this.from.unstamped(),
                isSearched ? now : this.from.searched());
    }

    /** The last row, or what is settled if that is lower. */
    private @Nullable Bound floor() {
        return (this.last != null && this.isLastSettled) ? Bound.after(this.last) : this.settled;
    }

    /** Where a row lies. */
    enum Place {

        /** No row can come below it any more. */
        SETTLED,

        /** Rows may still come below it. */
        OPEN,

        /** Its timestamp is later than the database's clock. */
        FUTURE

    }

    /** What to do with a row. */
    enum Verdict {

        /** It was sent earlier. */
        KNOWN,

        /** It is to be sent. */
        NEW,

        /** It must wait, and so must all behind it. */
        END

    }

}
