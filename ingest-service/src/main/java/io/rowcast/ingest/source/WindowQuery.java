package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The query for the rows of a window, each with its place and the values of the order.
 *
 * @param from what is read
 * @param order of the rows
 */
record WindowQuery(String from, RowOrder order) {

    private static final String PLACE = "rowcast_place";

    private static final String AHEAD = "rowcast_ahead";

    private static final WindowSweep.Place[] PLACES = WindowSweep.Place.values();

    /**
     * Prepares the query. It has an order and a limit so that an index can answer it.
     * @param floor above which rows are wanted; null for all with a timestamp
     * @param settled at or below which rows are settled
     * @param at behind which they are ahead of the position; empty where all are
     * @param ceiling above which they are of the future
     * @param most rows wanted
     */
    PreparedStatement prepare(ReadPass pass, @Nullable Bound floor, @Nullable Bound settled, List<String> at,
            @Nullable String ceiling, int most) throws SQLException {
        Bound position = at.isEmpty() ? null : Bound.after(at);
        PreparedStatement statement = pass.prepare("SELECT t.*, " + places(settled, ceiling) + " AS " + PLACE + ", "
                + this.order.where(position) + " AS " + AHEAD + ", " + this.order.selected() + " FROM " + this.from
                + " AS t WHERE " + this.order.where(floor) + " ORDER BY " + this.order.by("") + " LIMIT ?");
        int index = 1;
        if (ceiling != null) {
            statement.setString(index++, ceiling);
        }
        index = this.order.set(statement, index, settled);
        index = this.order.set(statement, index, position);
        index = this.order.set(statement, index, floor);
        statement.setInt(index, most);
        return statement;
    }

    private String places(@Nullable Bound settled, @Nullable String ceiling) {
        RowOrder.Column first = this.order.first();
        StringBuilder cases = new StringBuilder("CASE");
        if (ceiling != null) {
            cases.append(" WHEN " + first.expression() + " > " + first.parameter() + " THEN "
                    + WindowSweep.Place.FUTURE.ordinal());
        }
        String open = (settled != null) ? this.order.where(settled) : "true";
        return cases
            .append(" WHEN " + open + " THEN " + WindowSweep.Place.OPEN.ordinal() + " ELSE "
                    + WindowSweep.Place.SETTLED.ordinal() + " END")
            .toString();
    }

    /** Returns where the row lies on which a result stands. */
    WindowSweep.Place place(ResultSet result) throws SQLException {
        return PLACES[result.getInt(PLACE)];
    }

    /** Returns whether it is ahead of the position. */
    boolean isAhead(ResultSet result) throws SQLException {
        return result.getBoolean(AHEAD);
    }

}
