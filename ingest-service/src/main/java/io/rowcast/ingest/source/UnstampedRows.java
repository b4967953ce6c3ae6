package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that have no timestamp. They have no place in the order and are sent once,
 * when the table is first read.
 *
 * @param table whose rows
 * @param from what is read
 * @param order of the rows that have one
 */
record UnstampedRows(SourceTable table, String from, RowOrder order) {

    private static final Logger log = LoggerFactory.getLogger(UnstampedRows.class);

    /** Adds those behind one to a page and returns how to go on. */
    WindowPosition read(ReadPass pass, WindowPosition position, List<String> after) throws SQLException {
        RowOrder key = this.order.rest();
        Bound floor = after.isEmpty() ? null : Bound.after(after);
        List<String> last = after;
        try (PreparedStatement statement = pass.prepare("SELECT t.*, " + key.selected() + " FROM " + this.from
                + " AS t WHERE " + this.order.first().expression() + " IS NULL AND " + key.where(floor) + " ORDER BY "
                + key.by("") + " LIMIT ?")) {
            statement.setInt(key.set(statement, 1, floor), pass.rows().room());
            try (ResultSet result = statement.executeQuery()) {
                int first = RowOrder.find(result);
                while (pass.rows().room() > 0) {
                    if (!result.next()) {
                        return position.withUnstamped(null);
                    }
                    pass.rows().add(result);
                    tell(last);
                    last = key.values(result, first, this.table);
                }
            }
        }
        return position.withUnstamped(last);
    }

    private void tell(List<String> before) {
        if (before.isEmpty()) {
            log.warn("{}: there are rows in which {} is NULL; each is sent once, and its changes are not seen",
                    this.table.name(), this.order.first().name());
        }
    }

}
