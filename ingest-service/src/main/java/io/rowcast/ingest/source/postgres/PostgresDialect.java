package io.rowcast.ingest.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.ingest.source.Dialect;
import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.ReadPass;
import io.rowcast.ingest.source.RowComparison;
import io.rowcast.ingest.source.SourceRelation;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TransactionTimes;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** PostgreSQL, with its own driver. */
public final class PostgresDialect implements Dialect {

    /** What URLs of this database begin with. */
    public static final String URL = "jdbc:postgresql:";

    /**
     * Of a partitioned table the whole, not its partitions; no views and no foreign
     * tables, which are read only if they are named. A table that was created earlier has
     * the lower oid: so the order is the same for every replica, and a new table changes
     * nothing about those before it.
     */
    private static final String TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
                AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY c.oid""";

    @Override
    public void configure(HikariDataSource connections) {
        connections.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        PostgresSession.DRIVER.forEach(connections.getDataSourceProperties()::putIfAbsent);
        String chosen = Objects.requireNonNullElse(connections.getConnectionInitSql(), PostgresSession.LIMITS);
        connections.setConnectionInitSql(chosen + "; " + PostgresSession.SETTINGS);
    }

    @Override
    public String databaseOf(String url) {
        Properties properties = Driver.parseURL(url, null);
        return (properties != null) ? PGProperty.PG_DBNAME.getOrDefault(properties) : "";
    }

    @Override
    public String defaultSchema(String database) {
        return "public";
    }

    @Override
    public String tables() {
        return TABLES;
    }

    @Override
    public String identifier(String name) {
        return PostgresSql.identifier(name);
    }

    @Override
    public SourceRelation relation(SourceTable table) {
        return (table.query() != null) ? new QueryRelation(table, table.query()) : new TableCatalog(table);
    }

    @Override
    public PreparedStatement prepare(Connection connection, String sql, int fetchSize) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(fetchSize);
        return statement;
    }

    @Override
    public PreparedStatement rowsInRanges(ReadPass pass, String from, String id, IdRanges ranges, int most)
            throws SQLException {
        PreparedStatement statement = pass.prepare(PostgresSql.rowsInRanges(from, id));
        statement.setObject(1, ranges.firsts());
        statement.setObject(2, ranges.lasts());
        statement.setInt(3, most);
        statement.setInt(4, most);
        return statement;
    }

    @Override
    public PreparedStatement holes(ReadPass pass, String from, String id, int ids, int most) throws SQLException {
        PreparedStatement statement = pass.prepare(PostgresSql.holes(from, id));
        statement.setInt(1, ids);
        statement.setInt(2, most);
        return statement;
    }

    /** PostgreSQL compares rows with the index. */
    @Override
    public RowComparison above(List<String> columns, List<String> parameters) {
        return new RowComparison("(" + String.join(", ", columns) + ") > (" + String.join(", ", parameters) + ")",
                IntStream.range(0, columns.size()).boxed().toList());
    }

    @Override
    public Instant clock(ReadPass pass) throws SQLException {
        return PostgresTransactions.clock(pass);
    }

    @Override
    public TransactionTimes transactions(Duration lookback, Duration silence) {
        return new PostgresTransactions(lookback, silence);
    }

    @Override
    public boolean isPrinted(ResultSet result) throws SQLException {
        return PostgresSql.isPrinted(result);
    }

    @Override
    public boolean isTooWide(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("maxResultBuffer");
    }

}
