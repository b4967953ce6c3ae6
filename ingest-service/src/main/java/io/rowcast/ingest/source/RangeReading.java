package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of ranges of ids. Ranges are cut by counting rows in the index, not by
 * arithmetic: ids may lie anywhere in bigint, as dense or as sparse as they like.
 *
 * @param from what is read
 * @param column the column of the ids
 * @param id the same, quoted
 * @param pageSize rows of a page, unless they are wide
 */
record RangeReading(String from, String column, String id, int pageSize) {

    /**
     * So many pages of rows are one reader's: counting them in the index takes one
     * percent of reading them, and the readers come to an end at about the same time.
     */
    private static final int PAGES_IN_RANGE = 10;

    /**
     * Returns where to begin, so that what is there from an id on is read in ranges and
     * what comes later at once; null where all of it is about a page.
     */
    @Nullable IdPosition begin(ReadPass pass, long first) throws SQLException {
        if (idOf(pass, new RangePosition(first, Long.MAX_VALUE, false), this.pageSize) == null) {
            return null;
        }
        try (PreparedStatement statement = pass.prepare("SELECT max(t." + this.id + ") FROM " + this.from + " AS t");
                ResultSet result = statement.executeQuery()) {
            result.next();
            long highest = result.getLong(1);
            return new IdPosition(highest, Gaps.NONE, Unread.of(first, highest));
        }
    }

    Progress goOn(ReadPass pass, RangePosition range) throws SQLException {
        return range.isCut() ? read(pass, range) : cut(pass, range);
    }

    /** Reads no rows: tells the lowest part of the range that is enough for a reader. */
    private Progress cut(ReadPass pass, RangePosition range) throws SQLException {
        Long end = idOf(pass, range, PAGES_IN_RANGE * this.pageSize - 1);
        return new Progress(new RangePosition(range.first(), (end != null) ? end : range.last(), true), false, true,
                Findings.NONE);
    }

    /** Returns the id of the row before which there are so many rows in a range. */
    private @Nullable Long idOf(ReadPass pass, RangePosition range, int rowsBefore) throws SQLException {
        try (PreparedStatement statement = pass.prepare("SELECT t." + this.id + " FROM " + where() + " OFFSET ?")) {
            set(statement, range, 1);
            statement.setInt(4, rowsBefore);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? (Long) result.getLong(1) : null;
            }
        }
    }

    private Progress read(ReadPass pass, RangePosition range) throws SQLException {
        RangeWalk walk = new RangeWalk(range);
        PageRows rows = pass.rows();
        try (PreparedStatement statement = pass.prepare("SELECT * FROM " + where())) {
            set(statement, range, rows.room());
            try (ResultSet result = statement.executeQuery()) {
                int index = result.findColumn(this.column);
                while (!walk.isAtEnd() && rows.room() > 0) {
                    if (result.next()) {
                        rows.add(result);
                        walk.pass(result.getLong(index));
                    }
                    else {
                        walk.passRest();
                    }
                }
            }
        }
        return new Progress(walk.rest(), walk.isAtEnd(), true, Findings.holes(walk.holes(), pass.snapshot()));
    }

    private String where() {
        return this.from + " AS t WHERE t." + this.id + " >= ? AND t." + this.id + " <= ? ORDER BY t." + this.id
                + " LIMIT ?";
    }

    private static void set(PreparedStatement statement, RangePosition range, int most) throws SQLException {
        statement.setLong(1, range.first());
        statement.setLong(2, range.last());
        statement.setInt(3, most);
    }

}
