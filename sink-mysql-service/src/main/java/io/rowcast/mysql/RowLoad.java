package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import io.rowcast.mysql.RowRun.Action;

/**
 * Sends rows with {@code LOAD DATA LOCAL INFILE}, as a stream. {@code LOCAL} makes a
 * warning of every error, and leaves the row out or changes it, so there must be none.
 * Thread-safe.
 */
final class RowLoad {

    private final int timeoutSeconds;

    RowLoad(int timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    /**
     * Writes the rows as part of a transaction.
     * @throws LoadWarningException when it is not certain that each is there as it was
     * sent
     */
    void execute(Connection connection, RowRun run, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(this.timeoutSeconds);
            if (run.action() == Action.UPSERT) {
                replace(statement, run, sql);
            }
            else {
                load(statement, run, sql);
            }
        }
    }

    /**
     * A row that is replaced is deleted for a moment. Tables that refer to it, which this
     * user may not even see, take no part in that.
     */
    private static void replace(Statement statement, RowRun run, String sql) throws SQLException {
        statement.execute("SET foreign_key_checks=0");
        try {
            load(statement, run, sql);
        }
        finally {
            statement.execute("SET foreign_key_checks=1");
        }
    }

    /**
     * Only while it is sent does the driver take a server's wish for a file, which it
     * answers with the stream. A server that wishes for one at another time gets none.
     */
    private static void load(Statement statement, RowRun run, String sql) throws SQLException {
        RuntimeProperty<Boolean> permission = statement.getConnection()
            .unwrap(JdbcConnection.class)
            .getPropertySet()
            .getBooleanProperty(PropertyKey.allowLoadLocalInfile);
        statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(new RowText(run.rows()));
        permission.setValue(true);
        try {
            statement.executeUpdate(sql);
        }
        finally {
            permission.setValue(false);
        }
        SQLWarning warning = statement.getWarnings();
        if (warning != null) {
            throw new LoadWarningException(run.layout(), warning.getErrorCode());
        }
    }

}
