package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * What a pass has found besides rows.
 *
 * @param givenUp ids that were jumped over and are no longer looked for
 * @param givenUpInitially the same, of the first reading
 * @param withoutTimestamp rows of the page that have no timestamp
 * @param heldBy what reading has to wait for before it can go on, or null
 */
public record Findings(IdRanges givenUp, IdRanges givenUpInitially, int withoutTimestamp, @Nullable String heldBy) {

    static final Findings NONE = new Findings(IdRanges.NONE, IdRanges.NONE, 0, null);

    static Findings heldBy(@Nullable String what) {
        return (what != null) ? new Findings(IdRanges.NONE, IdRanges.NONE, 0, what) : NONE;
    }

}
