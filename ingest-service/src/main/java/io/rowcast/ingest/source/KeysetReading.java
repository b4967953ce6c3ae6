package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads the whole table again and again in the order of its primary key, and goes on in
 * the middle after a restart.
 *
 * @param table what is read
 * @param from the same in SQL
 * @param key the primary key
 */
record KeysetReading(SourceTable table, String from, RowOrder key) implements Reading<BulkPosition> {

    @Override
    public Class<BulkPosition> positions() {
        return BulkPosition.class;
    }

    @Override
    public BulkPosition begin(ReadPass pass) {
        return BulkPosition.START;
    }

    @Override
    public Progress read(ReadPass pass, BulkPosition from) throws SQLException {
        boolean isWithin = from.after().size() == this.key.names().size();
        BulkPosition begin = isWithin ? from : BulkPosition.START;
        Bound floor = isWithin ? Bound.after(begin.after()) : null;
        PageRows rows = pass.rows();
        List<String> last = begin.after();
        boolean exhausted = false;
        try (PreparedStatement statement = pass.prepare("SELECT t.*, " + this.key.selected() + " FROM " + this.from
                + " AS t WHERE " + this.key.where(floor) + " ORDER BY " + this.key.by("") + " LIMIT ?")) {
            statement.setInt(this.key.set(statement, 1, floor), rows.room());
            try (ResultSet result = statement.executeQuery()) {
                int first = RowOrder.find(result);
                while (!exhausted && rows.room() > 0) {
                    if (result.next()) {
                        rows.add(result);
                        last = this.key.values(result, first, this.table);
                    }
                    else {
                        exhausted = true;
                    }
                }
            }
        }
        BulkPosition next = exhausted ? BulkPosition.START : new BulkPosition(last, begin.rows() + rows.rows().size());
        return new Progress(next, exhausted, true, Findings.NONE);
    }

}
