package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * What a pass has found besides rows.
 *
 * @param givenUp ids that were jumped over and are no longer looked for
 * @param givenUpInitially the same, of the first reading
 * @param withoutTimestamp rows of the page that have no timestamp
 * @param heldBy what reading has to wait for before it can go on, or null
 * @param holes what a page of a {@link RangePosition} has passed; null for others
 */
public record Findings(IdRanges givenUp, IdRanges givenUpInitially, int withoutTimestamp, @Nullable String heldBy,
        @Nullable Holes holes) {

    static final Findings NONE = new Findings(IdRanges.NONE, IdRanges.NONE, 0, null);

    Findings(IdRanges givenUp, IdRanges givenUpInitially, int withoutTimestamp, @Nullable String heldBy) {
        this(givenUp, givenUpInitially, withoutTimestamp, heldBy, null);
    }

    static Findings heldBy(@Nullable String what) {
        return (what != null) ? new Findings(IdRanges.NONE, IdRanges.NONE, 0, what) : NONE;
    }

    static Findings holes(IdRanges ids, TransactionSnapshot snapshot) {
        return new Findings(IdRanges.NONE, IdRanges.NONE, 0, null, new Holes(ids, snapshot));
    }

    /**
     * Ids that have no row in a snapshot.
     *
     * @param ids the ids
     * @param snapshot the snapshot
     */
    record Holes(IdRanges ids, TransactionSnapshot snapshot) {
    }

}
