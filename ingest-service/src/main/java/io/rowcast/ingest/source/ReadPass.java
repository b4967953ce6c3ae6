package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

/**
 * One look at a table, all of it in one snapshot: what was jumped over first, then what
 * is new.
 */
final class ReadPass {

    private final Connection connection;

    private final SourceTable table;

    private final TransactionSnapshot snapshot;

    private final Instant now;

    private final PageRows rows;

    private final int fetchSize;

    private boolean exhausted;

    ReadPass(Connection connection, SourceTable table, TransactionSnapshot snapshot, Instant now, PageRows rows,
            int fetchSize) {
        this.connection = connection;
        this.table = table;
        this.snapshot = snapshot;
        this.now = now;
        this.rows = rows;
        this.fetchSize = fetchSize;
    }

    /** Looks for the ids that were jumped over, as far as they are due. */
    Gaps.Outcome lookForGaps(Gaps gaps) throws SQLException {
        GapSearch search = gaps.search(this.now, this.snapshot);
        IdRanges ranges = search.ranges();
        LongStream.Builder found = LongStream.builder();
        if (!ranges.isEmpty()) {
            try (PreparedStatement statement = prepare(gapQuery())) {
                statement.setObject(1, ranges.firsts());
                statement.setObject(2, ranges.lasts());
                statement.setInt(3, this.rows.room());
                statement.setInt(4, this.rows.room());
                try (ResultSet result = statement.executeQuery()) {
                    while (this.rows.room() > 0 && result.next()) {
                        found.add(this.rows.add(result));
                    }
                }
            }
        }
        return search.found(found.build().sorted().toArray(), this.rows.room() > 0, this.now, this.snapshot,
                this.table.gapTimeout());
    }

    /** Reads on above the position until the page is full or the table ends. */
    Cursor readOn(Cursor cursor, Gaps gaps) throws SQLException {
        int gapRoom = gaps.room();
        Long position = cursor.position();
        IdRanges.Builder jumpedOver = new IdRanges.Builder();
        if (this.rows.room() > 0 && gapRoom > 0) {
            try (PreparedStatement statement = preparePage(position); ResultSet result = statement.executeQuery()) {
                while (this.rows.room() > 0 && jumpedOver.size() < gapRoom && hasNext(result)) {
                    long id = this.rows.add(result);
                    noteGap(jumpedOver, position, id);
                    position = id;
                }
            }
        }
        Gaps all = gaps.jumpedOver(jumpedOver.build(), this.now, this.snapshot, cursor.firstReading());
        return new Cursor(position, cursor.sequence() + this.rows.accepted(), cursor.firstReading() && !this.exhausted,
                all);
    }

    /** Whether the end of the table was reached. */
    boolean isExhausted() {
        return this.exhausted;
    }

    private boolean hasNext(ResultSet result) throws SQLException {
        this.exhausted = !result.next();
        return !this.exhausted;
    }

    private PreparedStatement preparePage(@Nullable Long position) throws SQLException {
        PreparedStatement statement = prepare(pageQuery(position != null));
        int parameter = 1;
        if (position != null) {
            statement.setLong(parameter++, position);
        }
        statement.setInt(parameter, this.rows.room());
        return statement;
    }

    /** Below the first row of all, too, ids may be on their way. */
    private static void noteGap(IdRanges.Builder jumpedOver, @Nullable Long position, long id) {
        long next = (position != null) ? position + 1 : Long.MIN_VALUE;
        if (id > next && (position == null || id > position)) {
            jumpedOver.add(next, id - 1);
        }
    }

    /** The subquery has an order and a limit so that only the index can answer it. */
    private String gapQuery() {
        String id = TableName.quoted(this.table.incrementingColumn());
        return "SELECT found.* FROM unnest(?::int8[], ?::int8[]) AS gap(first, last) CROSS JOIN LATERAL (SELECT * FROM "
                + this.table.name().quoted() + " AS t WHERE t." + id + " BETWEEN gap.first AND gap.last ORDER BY t."
                + id + " LIMIT ?) AS found LIMIT ?";
    }

    private String pageQuery(boolean hasPosition) {
        String id = TableName.quoted(this.table.incrementingColumn());
        return "SELECT * FROM " + this.table.name().quoted() + (hasPosition ? " WHERE " + id + " > ?" : "")
                + " ORDER BY " + id + " LIMIT ?";
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = this.connection.prepareStatement(sql);
        statement.setFetchSize(this.fetchSize);
        return statement;
    }

}
