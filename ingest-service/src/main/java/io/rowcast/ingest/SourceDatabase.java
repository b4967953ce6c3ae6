package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.ingest.source.Dialect;
import io.rowcast.ingest.source.mysql.MySqlDialect;
import io.rowcast.ingest.source.postgres.PostgresDialect;
import org.jspecify.annotations.Nullable;

/**
 * The database that is read.
 *
 * @param dialect what it has of its own
 * @param connections its connections
 * @param names what it is called
 */
record SourceDatabase(Dialect dialect, HikariDataSource connections, SourceNames names) {

    private static final int ANSWER_SECONDS = 5;

    /**
     * Sets the pool up as reading rests on it; the service starts while the database is
     * away.
     * @param name the configured name; null stands for that of the database
     */
    static SourceDatabase of(HikariDataSource connections, @Nullable String name) {
        String url = String.valueOf(connections.getJdbcUrl());
        Dialect dialect = dialect(url);
        connections.setAutoCommit(false);
        connections.setReadOnly(true);
        // Without this the settings would go with the first transaction that is rolled
        // back.
        connections.setIsolateInternalQueries(true);
        connections.setInitializationFailTimeout(-1);
        dialect.configure(connections);
        return new SourceDatabase(dialect, connections, SourceNames.of(dialect, url, name));
    }

    private static Dialect dialect(String url) {
        if (url.startsWith(PostgresDialect.URL)) {
            return new PostgresDialect();
        }
        if (url.startsWith(MySqlDialect.URL)) {
            return new MySqlDialect();
        }
        throw new IllegalStateException("spring.datasource.url: '" + url + "' begins neither with "
                + PostgresDialect.URL + " nor with " + MySqlDialect.URL);
    }

    /** Throws when the database does not answer, with the reason. */
    void check() {
        try (Connection connection = this.connections.getConnection()) {
            if (!connection.isValid(ANSWER_SECONDS)) {
                throw new IllegalStateException("the database does not answer");
            }
        }
        catch (SQLException ex) {
            Throwable reason = (ex.getCause() != null) ? ex.getCause() : ex;
            throw new IllegalStateException(String.valueOf(reason.getMessage()).lines().findFirst().orElse(""), ex);
        }
    }

}
