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

/** A database of its own for one test, on a real server. */
record Source(PostgresServer server, String database) {

    static Source create(PostgresServer server) {
        String database = "ingest_" + UUID.randomUUID().toString().substring(0, 8);
        server.createDatabase(database);
        return new Source(server, database);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(this.server.jdbcUrl(this.database), this.server.username(),
                this.server.password());
    }

    void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
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

    List<Long> ids(String table) {
        return query("SELECT id FROM " + table + " ORDER BY id").stream()
            .map(row -> Long.valueOf(row.getFirst()))
            .toList();
    }

}
