package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Finds in one round trip that there is nothing new in a table in which there was nothing
 * new before: most passes over most tables. Whatever else may be the case is left to a
 * whole pass. For one thread.
 */
final class IdleLook {

    private final KnownTable known;

    private final Clock clock;

    private boolean isIdle;

    IdleLook(KnownTable known, Clock clock) {
        this.known = known;
        this.clock = clock;
    }

    /** Takes note of what a pass has found. */
    void passed(SourcePage page) {
        this.isIdle = page.isEmpty() && page.stage().isExhausted();
    }

    /**
     * Looks for news.
     * @param connection which has no transaction open, and has none afterwards
     * @return an empty page if there are none and the table is as it was, otherwise null
     */
    @Nullable SourcePage find(Connection connection, Cursor cursor, PageMemory.Share share) throws SQLException {
        RowLayout layout = this.known.layout();
        Reading<?> way = this.known.reading();
        Position position = cursor.position();
        if (!this.isIdle || layout == null || way == null || position == null) {
            return null;
        }
        Instant now = this.clock.instant();
        String news = way.news(position, now);
        if (news == null) {
            return null;
        }
        SourceRelation.Look look = this.known.relation().lookIfIdle(connection, news);
        boolean isUnchanged = look != null && look.definition().equals(layout.definition())
                && Objects.equals(look.identity(), cursor.identity())
                && layout.published().fingerprint().equals(cursor.schema());
        return isUnchanged ? new SourcePage(List.of(), layout.published(), false, cursor,
                new SourcePage.Stage(false, false, true), now, Findings.NONE, share) : null;
    }

}
