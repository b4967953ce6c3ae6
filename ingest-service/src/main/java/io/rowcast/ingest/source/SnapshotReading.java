package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the whole table, or the result of a query, again and again, each time in one
 * snapshot with a cursor of the database: it has no key by which one could go on. After a
 * failure the round begins anew.
 */
final class SnapshotReading implements Reading<BulkPosition> {

    private final String from;

    /** The round that is open, and how many of its rows were read. */
    private @Nullable ResultSet open;

    private long rows;

    SnapshotReading(String from) {
        this.from = from;
    }

    @Override
    public Class<BulkPosition> positions() {
        return BulkPosition.class;
    }

    @Override
    public BulkPosition begin(ReadPass pass) {
        return BulkPosition.START;
    }

    @Override
    public boolean keepsConnection() {
        return true;
    }

    @Override
    public boolean needsSameSnapshot() {
        return this.open != null;
    }

    @Override
    public Progress read(ReadPass pass, BulkPosition from) throws SQLException {
        ResultSet result = this.open;
        if (result == null || this.rows != from.rows()) {
            result = open(pass);
        }
        result.setFetchSize(pass.fetchSize());
        while (pass.rows().room() > 0) {
            if (!result.next()) {
                result.getStatement().close();
                this.open = null;
                return new Progress(BulkPosition.START, true, true, Findings.NONE);
            }
            pass.rows().add(result);
            this.rows++;
        }
        return new Progress(new BulkPosition(BulkPosition.START.after(), this.rows), false, true, Findings.NONE);
    }

    private ResultSet open(ReadPass pass) throws SQLException {
        if (this.open != null) {
            this.open.getStatement().close();
        }
        PreparedStatement statement = pass.prepare("SELECT * FROM " + this.from + " AS t");
        ResultSet result = statement.executeQuery();
        this.open = result;
        this.rows = 0;
        return result;
    }

}
