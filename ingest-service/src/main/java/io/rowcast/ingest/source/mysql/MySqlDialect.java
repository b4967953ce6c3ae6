package io.rowcast.ingest.source.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.mysql.cj.conf.ConnectionUrl;
import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.ingest.source.ColumnDefinition;
import io.rowcast.ingest.source.Dialect;
import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.ReadPass;
import io.rowcast.ingest.source.RowComparison;
import io.rowcast.ingest.source.RowOrder;
import io.rowcast.ingest.source.SourceRelation;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TransactionTimes;

/** MySQL 8.0 or newer, with its own driver. A schema is what MySQL calls a database. */
public final class MySqlDialect implements Dialect {

    /** What URLs of this database begin with. */
    public static final String URL = "jdbc:mysql:";

    /**
     * By their names: when a table was created MySQL forgets with each ALTER TABLE. Views
     * are read only if they are named.
     */
    private static final String TABLES = """
            SELECT table_schema, table_name
            FROM information_schema.tables
            WHERE table_type = 'BASE TABLE'
                AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
            ORDER BY table_schema, table_name""";

    private static final int QUERY_SECONDS = 60;

    private final InnodbTransactions innodb = new InnodbTransactions();

    @Override
    public void configure(HikariDataSource connections) {
        connections.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        Properties properties = connections.getDataSourceProperties();
        MySqlSession.DEFAULTS.forEach(properties::putIfAbsent);
        properties.putAll(MySqlSession.REQUIRED);
        // Of a variable that is there twice the last value counts.
        properties.setProperty("sessionVariables",
                Stream.of(MySqlSession.LIMITS, properties.getProperty("sessionVariables"), MySqlSession.SETTINGS)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(",")));
    }

    @Override
    public String databaseOf(String url) {
        return Objects.requireNonNullElse(ConnectionUrl.getConnectionUrlInstance(url, new Properties()).getDatabase(),
                "");
    }

    @Override
    public boolean hasSchemasInDatabases() {
        return false;
    }

    @Override
    public String defaultSchema(String database) {
        return database;
    }

    @Override
    public String tables() {
        return TABLES;
    }

    @Override
    public String identifier(String name) {
        return MySqlSql.identifier(name);
    }

    /** To a collation two texts may be the same that are not: their bytes tell. */
    @Override
    public RowOrder.Column distinct(ColumnDefinition column) {
        MySqlType type = (MySqlType) column.type();
        return type.isText() ? new RowOrder.Column(column.name(), "CAST(t." + identifier(column.name()) + " AS BINARY)",
                MySqlType.BYTES) : RowOrder.Column.of(this, column);
    }

    @Override
    public SourceRelation relation(SourceTable table) {
        return (table.query() != null) ? new MySqlQuery(this.innodb, table, table.query())
                : new MySqlTable(this.innodb, table);
    }

    /** The rows come one by one, so none but the present one is in memory. */
    @Override
    public PreparedStatement prepare(Connection connection, String sql, int fetchSize) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE);
        statement.setQueryTimeout(QUERY_SECONDS);
        return statement;
    }

    @Override
    public PreparedStatement rowsInRanges(ReadPass pass, String from, String id, IdRanges ranges, int most)
            throws SQLException {
        PreparedStatement statement = pass.prepare(MySqlSql.rowsInRanges(from, id, ranges));
        statement.setInt(1, most);
        return statement;
    }

    @Override
    public PreparedStatement holes(ReadPass pass, String from, String id, int ids, int most) throws SQLException {
        PreparedStatement statement = pass.prepare(MySqlSql.holes(from, id));
        statement.setInt(1, ids);
        statement.setInt(2, most);
        return statement;
    }

    @Override
    public RowComparison above(List<String> columns, List<String> parameters) {
        return MySqlSql.above(columns, parameters);
    }

    @Override
    public Instant clock(ReadPass pass) throws SQLException {
        return MySqlTransactions.clock(pass);
    }

    @Override
    public TransactionTimes transactions(Duration lookback, Duration silence) {
        return new MySqlTransactions(this.innodb, lookback, silence);
    }

    /** Twice as old as a look at the transactions may be. */
    @Override
    public Duration shortestGapTimeout() {
        return InnodbTransactions.LONGEST_AGE.multipliedBy(2);
    }

    @Override
    public boolean sendsWholeResults() {
        return true;
    }

    /** Whatever is still to come of a result would be read before it is closed. */
    @Override
    public void discard(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        try {
            connection.close();
        }
        catch (SQLException ex) {
            // It tells that the connection is closed, and the pool has dropped it.
        }
    }

    @Override
    public boolean isTooWide(SQLException failure) {
        return false;
    }

}
