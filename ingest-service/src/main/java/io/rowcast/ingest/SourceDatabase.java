package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.ingest.source.PostgresSession;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The database that is read.
 *
 * @param connections its connections
 * @param name its name in headers, cursors and transactional ids
 */
record SourceDatabase(HikariDataSource connections, String name) {

    private static final int ANSWER_SECONDS = 5;

    /**
     * Sets the pool up as reading rests on it: each transaction sees one snapshot and
     * writes nothing, values are printed in the same way everywhere, and the service
     * starts while the database is away.
     * @param name the configured name; null stands for that of the database
     */
    static SourceDatabase of(HikariDataSource connections, @Nullable String name) {
        connections.setAutoCommit(false);
        connections.setReadOnly(true);
        connections.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        connections.setConnectionInitSql(Stream.of(connections.getConnectionInitSql(), PostgresSession.SETTINGS)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; ")));
        // Without this the settings would go with the first transaction that is rolled
        // back.
        connections.setIsolateInternalQueries(true);
        connections.setInitializationFailTimeout(-1);
        return new SourceDatabase(connections, (name != null) ? name : nameIn(connections.getJdbcUrl()));
    }

    private static String nameIn(@Nullable String url) {
        Properties properties = (url != null) ? Driver.parseURL(url, null) : null;
        if (properties == null) {
            throw new IllegalStateException(
                    "spring.datasource.url: '" + url + "' does not begin with jdbc:postgresql:");
        }
        return PGProperty.PG_DBNAME.getOrDefault(properties);
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
