package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One look at a table, all of it in one snapshot.
 *
 * @param dialect of the database
 * @param connection in a transaction that has this snapshot
 * @param snapshot which transactions it sees
 * @param now when it was taken
 * @param firstReading whether the end of the table has not been reached yet
 * @param rows takes the rows
 * @param fetchSize how many rows the driver fetches at once
 */
public record ReadPass(Dialect dialect, Connection connection, TransactionSnapshot snapshot, Instant now,
        boolean firstReading, PageRows rows, int fetchSize) {

    /** Prepares a query, the rows of which may be many. */
    public PreparedStatement prepare(String sql) throws SQLException {
        return this.dialect.prepare(this.connection, sql, this.fetchSize);
    }

}
