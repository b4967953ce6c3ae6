package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;

/**
 * What differs between the databases that can be read: how SQL is spelled, what the
 * catalog tells, how the transactions that are open are seen. There is one for the
 * source. Thread-safe. Whatever it does with a connection blocks as long as the time
 * limits of the connection allow.
 */
public interface Dialect {

    /**
     * Sets connections up as reading rests on them: each transaction sees one snapshot
     * and writes nothing, and values are printed in the same way whatever the database,
     * the role and the time zones say.
     */
    void configure(HikariDataSource connections);

    /** Returns the database that a JDBC URL names; empty where it names none. */
    String databaseOf(String url);

    /** Whether a schema is less than what is called a database. */
    default boolean hasSchemasInDatabases() {
        return true;
    }

    /** Returns the schema that is meant by the name of a table without one. */
    String defaultSchema(String database);

    /**
     * Returns a query for the schema and the name of all tables but the system's own, in
     * an order that a new table does not change.
     */
    String tables();

    /** Returns a name as it stands in SQL. */
    String identifier(String name);

    /**
     * Returns a column by which rows can be told apart though no key of the database says
     * so: two that differ must not be equal in its order.
     */
    default RowOrder.Column distinct(ColumnDefinition column) {
        return RowOrder.Column.of(this, column);
    }

    /** Returns what is read of a table: the table, or the result of its query. */
    SourceRelation relation(SourceTable table);

    /**
     * Prepares a query of a pass.
     * @param fetchSize how many rows of usual width make about a megabyte
     */
    PreparedStatement prepare(Connection connection, String sql, int fetchSize) throws SQLException;

    /**
     * Prepares a query for the rows whose ids are in some ranges. Only the index answers
     * it.
     * @param from what is read
     * @param id the column, as {@link #identifier} spells it
     * @param most rows wanted
     */
    PreparedStatement rowsInRanges(ReadPass pass, String from, String id, IdRanges ranges, int most)
            throws SQLException;

    /**
     * Prepares a query for the holes among the highest ids, from above: the ids next to
     * each ({@code below}, {@code id}), and of all that were looked at the
     * {@code highest} and their number ({@code ids}). The last has NULL below the lowest.
     * @param ids how many ids to look at
     * @param most holes wanted
     */
    PreparedStatement holes(ReadPass pass, String from, String id, int ids, int most) throws SQLException;

    /**
     * Returns a condition for the rows above others.
     * @param columns at least one expression, in the order of the rows
     * @param parameters what each is compared with
     */
    RowComparison above(List<String> columns, List<String> parameters);

    /** Returns the time of the database's clock. */
    Instant clock(ReadPass pass) throws SQLException;

    /**
     * Returns what looks at the transactions that are open, for one table.
     * @param lookback how late a row may come beyond the duration of its transaction
     * @param silence how long a transaction may last before it first writes
     */
    TransactionTimes transactions(Duration lookback, Duration silence);

    /**
     * Whether a result has all values as the database prints them, so that a
     * {@link JsonText} knows them; false where no column has one.
     */
    default boolean isPrinted(ResultSet result) throws SQLException {
        return false;
    }

    /**
     * Returns how old a gap must at least be before it is given up, since what is told of
     * open transactions may be older than it says.
     */
    default Duration shortestGapTimeout() {
        return Duration.ZERO;
    }

    /**
     * Whether a query whose rows are not wanted any more is sent to its end all the same.
     */
    default boolean sendsWholeResults() {
        return false;
    }

    /** Gives back a connection on which a result may be open. */
    default void discard(Connection connection) throws SQLException {
        connection.close();
    }

    /** Whether the driver has refused rows because together they are too large. */
    boolean isTooWide(SQLException failure);

}
