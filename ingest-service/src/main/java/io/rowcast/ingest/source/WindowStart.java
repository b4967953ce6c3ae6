package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the position at which reading by a window begins.
 *
 * @param table how to begin
 * @param from what is read
 * @param order of the rows
 * @param lowEnd of the order
 * @param hasUnstamped whether there may be rows without a timestamp
 */
record WindowStart(SourceTable table, String from, RowOrder order, LowEnd lowEnd, boolean hasUnstamped) {

    /**
     * Rows of transactions that are open are expected among so many of the newest, where
     * the time does not tell. Their hashes take 320 KB.
     */
    private static final int NEWEST = WindowSweep.MOST / 2;

    private static final String INVALID_VALUE = "22";

    WindowPosition find(ReadPass pass, Instant now) throws SQLException {
        StartFrom start = this.table.tracking().startFrom();
        if (start.isLatest()) {
            return behindNewest(pass, now);
        }
        List<String> unstamped = (start.isBeginning() && this.hasUnstamped) ? List.of() : null;
        if (start.isBeginning()) {
            return position(null, null, marks(pass, null), RowHashes.NONE, unstamped);
        }
        try {
            Bound floor = Bound.from(start.text());
            return position(floor, time(pass, start.text(), now), marks(pass, floor), RowHashes.NONE, unstamped);
        }
        catch (SQLException ex) {
            if (String.valueOf(ex.getSQLState()).startsWith(INVALID_VALUE)) {
                throw notAValue(start);
            }
            throw ex;
        }
        catch (DateTimeException ex) {
            throw notAValue(start);
        }
    }

    private TableStoppedException notAValue(StartFrom start) {
        return this.table.stopped("start-from '" + start.text() + "' is neither beginning, nor latest, nor a value of "
                + this.order.first().name() + ", which has type " + this.order.first().type().declaration());
    }

    /** What is there counts as sent; what transactions that are open add does not. */
    private WindowPosition behindNewest(ReadPass pass, Instant now) throws SQLException {
        List<List<String>> newest = newest(pass, null);
        RowHashes.Builder sent = new RowHashes.Builder();
        newest.forEach(row -> sent.add(this.order.hash(row)));
        Bound floor = (newest.size() < NEWEST) ? null : Bound.after(newest.getLast());
        return position(floor, now, List.of(), sent.build(), null);
    }

    private WindowPosition position(@Nullable Bound floor, @Nullable Instant floorTime, List<WindowPosition.Mark> marks,
            RowHashes sent, @Nullable List<String> unstamped) {
        return new WindowPosition(this.order.names(), floor, floorTime, List.of(), marks, sent, unstamped,
                Instant.EPOCH);
    }

    /** Where a value tells no time, all but the newest rows are as good as settled. */
    private List<WindowPosition.Mark> marks(ReadPass pass, @Nullable Bound floor) throws SQLException {
        if (this.lowEnd instanceof TimeLowEnd) {
            return List.of();
        }
        List<List<String>> newest = newest(pass, floor);
        return (newest.size() < NEWEST) ? List.of()
                : List.of(new WindowPosition.Mark(newest.getLast(), OpenTransactions.UNKNOWN));
    }

    private @Nullable Instant time(ReadPass pass, String value, Instant now) throws SQLException {
        if (!(this.lowEnd instanceof TimeLowEnd times)) {
            return null;
        }
        try (PreparedStatement statement = pass
            .prepare("SELECT " + this.order.first().type().printed(this.order.first().parameter()))) {
            statement.setString(1, value);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                String text = result.getString(1);
                if (text == null) {
                    throw notAValue(this.table.tracking().startFrom());
                }
                Instant time = times.time(text);
                return time.isBefore(now) ? time : now;
            }
        }
    }

    /** Returns the highest rows in the order, from above. */
    private List<List<String>> newest(ReadPass pass, @Nullable Bound floor) throws SQLException {
        List<List<String>> newest = new ArrayList<>();
        try (PreparedStatement statement = pass
            .prepare("SELECT " + this.order.selected() + " FROM " + this.from + " AS t WHERE " + this.order.where(floor)
                    + " ORDER BY " + this.order.by(" DESC") + " LIMIT " + NEWEST)) {
            this.order.set(statement, 1, floor);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    newest.add(this.order.values(result, 1, this.table));
                }
            }
        }
        return newest;
    }

}
