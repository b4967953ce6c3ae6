package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** What is read: a table, or the result of a query. */
public interface SourceRelation {

    /** Returns it in the form in which it follows FROM. */
    String from();

    /**
     * Takes the transaction's snapshot; what it looks like cannot change until the
     * transaction's end.
     */
    Look look(Connection connection) throws SQLException;

    /**
     * Looks as {@link #look} does, in one round trip, and ends the transaction.
     * @return null where a condition is true, or where this cannot be told so
     */
    default @Nullable Look lookIfIdle(Connection connection, String condition) throws SQLException {
        return null;
    }

    /**
     * Works out what rows look like.
     * @param definition as {@link #look} told it
     * @throws TableStoppedException when it cannot be read
     */
    RowLayout layout(Connection connection, String definition) throws SQLException;

    /**
     * Warns when no index helps to read by a column.
     * @param column by which rows are read
     * @param unique whether two rows with the same value are one too many
     */
    void warnOfIndexes(Connection connection, String column, boolean unique) throws SQLException;

    /**
     * How things are in a snapshot.
     *
     * @param snapshot which transactions it sees
     * @param definition the columns and the primary key, to compare
     * @param identity tells a table from another that had its name before; null where
     * nothing does
     */
    record Look(TransactionSnapshot snapshot, String definition, @Nullable String identity) {
    }

}
