package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads by a column of whole numbers: what was jumped over first, then what is above the
 * position.
 */
final class IdReading implements Reading<IdPosition> {

    private final SourceTable table;

    private final String from;

    private final String column;

    private final String quoted;

    /**
     * Reads nothing yet.
     * @param quoted the column as it stands in SQL
     */
    IdReading(SourceTable table, String from, String column, String quoted) {
        this.table = table;
        this.from = from;
        this.column = column;
        this.quoted = quoted;
    }

    @Override
    public Class<IdPosition> positions() {
        return IdPosition.class;
    }

    @Override
    public IdPosition begin(ReadPass pass) throws SQLException {
        StartFrom start = this.table.tracking().startFrom();
        try {
            if (start.isLatest()) {
                return new LatestId(this.from, this.quoted).find(pass);
            }
            return begin(pass, start.isBeginning() ? Long.MIN_VALUE : first(start));
        }
        catch (SQLDataException ex) {
            throw tooHigh();
        }
    }

    private long first(StartFrom start) {
        try {
            return Long.parseLong(start.text());
        }
        catch (NumberFormatException ex) {
            throw this.table.stopped("start-from '" + start.text() + "' is not an id of incrementing-column "
                    + this.column + ", nor beginning, nor latest");
        }
    }

    /**
     * Where much is there already, it is read in ranges. To find where ranges of a query
     * end would be to run it twice.
     */
    private IdPosition begin(ReadPass pass, long first) throws SQLException {
        IdPosition inRanges = (this.table.query() == null) ? ranges().begin(pass, first) : null;
        if (inRanges != null) {
            return inRanges;
        }
        return new IdPosition((first > Long.MIN_VALUE) ? first - 1 : null, Gaps.NONE);
    }

    private RangeReading ranges() {
        return new RangeReading(this.from, this.column, this.quoted, this.table.pageSize());
    }

    @Override
    public Progress goOn(ReadPass pass, SourceTable table, @Nullable Position from) throws SQLException {
        return (from instanceof RangePosition range) ? ranges().goOn(pass, range)
                : Reading.super.goOn(pass, table, from);
    }

    @Override
    public Progress read(ReadPass pass, IdPosition position) throws SQLException {
        Gaps.Outcome gaps = lookForGaps(pass, position.gaps());
        return readOn(pass, position, gaps);
    }

    /** Whatever is due among the gaps takes a pass. */
    @Override
    public @Nullable String news(Position from, Instant now) {
        if (!(from instanceof IdPosition ids) || ids.gaps().isDue(now)) {
            return null;
        }
        String above = (ids.id() != null) ? " WHERE t." + this.quoted + " > " + ids.id() : "";
        return "EXISTS (SELECT 1 FROM " + this.from + " AS t" + above + ")";
    }

    /** Looks for the ids that were jumped over, as far as they are due. */
    private Gaps.Outcome lookForGaps(ReadPass pass, Gaps gaps) throws SQLException {
        GapSearch search = gaps.search(pass.now(), pass.snapshot());
        IdRanges ranges = search.ranges();
        LongStream.Builder found = LongStream.builder();
        PageRows rows = pass.rows();
        if (!ranges.isEmpty()) {
            try (PreparedStatement statement = pass.dialect()
                .rowsInRanges(pass, this.from, this.quoted, ranges, rows.room());
                    ResultSet result = statement.executeQuery()) {
                int id = result.findColumn(this.column);
                while (rows.room() > 0 && result.next()) {
                    rows.add(result);
                    found.add(id(result, id));
                }
            }
        }
        return search.found(found.build().sorted().toArray(), rows.room() > 0, pass.now(), pass.snapshot(),
                gapTimeout(pass));
    }

    private Duration gapTimeout(ReadPass pass) {
        Duration timeout = this.table.tracking().gapTimeout();
        Duration shortest = pass.dialect().shortestGapTimeout();
        return (timeout.compareTo(shortest) < 0) ? shortest : timeout;
    }

    /** Returns an id, of which bigint without a sign has some that no position has. */
    private long id(ResultSet result, int column) throws SQLException {
        try {
            return result.getLong(column);
        }
        catch (SQLDataException ex) {
            throw tooHigh();
        }
    }

    private TableStoppedException tooHigh() {
        return this.table.stopped("incrementing-column " + this.column + " holds a value above " + Long.MAX_VALUE
                + ", which is the highest that can be read; use mode timestamp or bulk");
    }

    /** Reads on above the position until the page is full or the table ends. */
    private Progress readOn(ReadPass pass, IdPosition from, Gaps.Outcome gaps) throws SQLException {
        PageRows rows = pass.rows();
        int gapRoom = gaps.gaps().room();
        Long position = from.id();
        boolean exhausted = false;
        IdRanges.Builder jumpedOver = new IdRanges.Builder();
        if (rows.room() > 0 && gapRoom > 0) {
            try (PreparedStatement statement = preparePage(pass, position);
                    ResultSet result = statement.executeQuery()) {
                int column = result.findColumn(this.column);
                while (!exhausted && rows.room() > 0 && jumpedOver.size() < gapRoom) {
                    if (result.next()) {
                        long id = id(result, column);
                        rows.add(result);
                        noteGap(jumpedOver, position, id);
                        position = id;
                    }
                    else {
                        exhausted = true;
                    }
                }
            }
        }
        Gaps all = gaps.gaps().jumpedOver(jumpedOver.build(), pass.now(), pass.snapshot(), pass.firstReading());
        String heldBy = (gapRoom > 0) ? null : all.size() + " ranges of ids without a row";
        return new Progress(new IdPosition(position, all, from.unread()), exhausted, pass.firstReading() && !exhausted,
                new Findings(gaps.givenUp(), gaps.givenUpInitially(), 0, heldBy));
    }

    private PreparedStatement preparePage(ReadPass pass, @Nullable Long position) throws SQLException {
        String where = (position != null) ? " WHERE " + this.quoted + " > ?" : "";
        PreparedStatement statement = pass
            .prepare("SELECT * FROM " + this.from + " AS t" + where + " ORDER BY " + this.quoted + " LIMIT ?");
        int parameter = 1;
        if (position != null) {
            statement.setLong(parameter++, position);
        }
        statement.setInt(parameter, pass.rows().room());
        return statement;
    }

    /** Below the first row of all, too, ids may be on their way. */
    static void noteGap(IdRanges.Builder jumpedOver, @Nullable Long position, long id) {
        long next = (position != null) ? position + 1 : Long.MIN_VALUE;
        if (id > next && (position == null || id > position)) {
            jumpedOver.add(next, id - 1);
        }
    }

}
