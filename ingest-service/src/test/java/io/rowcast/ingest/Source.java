package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.rowcast.testkit.PostgresServer;

/** A database of its own for one test, on a real PostgreSQL. */
record Source(PostgresServer server, String database) implements TestDatabase {

    static Source create(PostgresServer server) {
        String database = "ingest_" + UUID.randomUUID().toString().substring(0, 8);
        server.createDatabase(database);
        return new Source(server, database);
    }

    @Override
    public String url() {
        return this.server.jdbcUrl(this.database);
    }

    @Override
    public String username() {
        return this.server.username();
    }

    @Override
    public String password() {
        return this.server.password();
    }

    @Override
    public String prefix() {
        return this.database + "_";
    }

    @Override
    public String name(String table) {
        return "public." + table;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), username(), password());
    }

    @Override
    public void createTable(String table) {
        execute("CREATE TABLE " + table + " (id bigserial PRIMARY KEY, note text)");
    }

    @Override
    public void insert(String table, int rows) {
        execute("INSERT INTO " + table + " (note) SELECT 'row' FROM generate_series(1, " + rows + ")");
    }

    @Override
    public void disconnect() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND application_name = 'rowcast-ingest'");
    }

    /** Returns the rows of a query, the columns of each as PostgreSQL prints them. */
    List<List<String>> query(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
    }

    @Override
    public List<Long> ids(String table) {
        return query("SELECT id FROM " + table + " ORDER BY id").stream()
            .map(row -> Long.valueOf(row.getFirst()))
            .toList();
    }

}
