package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import io.rowcast.sink.TransientSinkException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Makes the tables that the service keeps for itself, once MySQL is there: a service that
 * starts while it is away waits for it like for any other outage. Thread-safe.
 */
final class OffsetsMigration {

    static final String HISTORY_TABLE = "rowcast_schema_history";

    private static final String WHAT = "the table of the offsets cannot be made";

    private static final long PATIENCE_SECONDS = 10;

    private final DataSource dataSource;

    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean done;

    OffsetsMigration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns when the tables are there.
     * @throws TransientSinkException when MySQL is away, or does not let them be made
     */
    void ensure() {
        if (this.done) {
            return;
        }
        acquire();
        try {
            if (!this.done) {
                migrate();
                this.done = true;
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    private void acquire() {
        try {
            if (!this.lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new TransientSinkException("the table of the offsets is still being made", null);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TransientSinkException("interrupted while the table of the offsets was made", ex);
        }
    }

    private void migrate() {
        // Flyway hides the reason why it cannot connect in a text of several lines.
        try (Connection connection = this.dataSource.getConnection()) {
            connection.rollback();
        }
        catch (SQLException ex) {
            throw MySqlFailures.classify("MySQL is not available", ex);
        }
        try {
            Flyway.configure()
                .dataSource(this.dataSource)
                .locations("classpath:io/rowcast/mysql/migration")
                .table(HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        }
        catch (FlywayException ex) {
            throw classify(ex);
        }
    }

    private static RuntimeException classify(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return MySqlFailures.classify(WHAT, sql);
            }
        }
        return new IllegalStateException(WHAT + ": " + failure.getMessage(), failure);
    }

}
