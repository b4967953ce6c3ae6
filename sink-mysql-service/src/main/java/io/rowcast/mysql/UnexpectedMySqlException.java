package io.rowcast.mysql;

import java.sql.SQLException;

/**
 * A failure of MySQL that {@link MySqlFailures} does not know. MySQL's own words may
 * quote a row, so they stay behind; the place where it happened is kept.
 */
final class UnexpectedMySqlException extends RuntimeException {

    UnexpectedMySqlException(String what, SQLException failure) {
        super(what + ": MySQL error " + failure.getErrorCode() + ", SQLState " + failure.getSQLState() + ", "
                + failure.getClass().getSimpleName());
        setStackTrace(failure.getStackTrace());
    }

}
