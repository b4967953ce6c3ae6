package io.rowcast.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class PostgresServerIT extends ServerContract<PostgresServer> {

    @Override
    PostgresServer create(Path folder) {
        return PostgresServer.in(folder);
    }

    @Override
    void write(PostgresServer server, String key) throws SQLException {
        try (Connection connection = connect(server, "postgres"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS entries (name text PRIMARY KEY)");
            statement.execute("INSERT INTO entries VALUES ('" + key + "')");
        }
    }

    @Override
    boolean holds(PostgresServer server, String key) throws SQLException {
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM entries WHERE name = '" + key + "'")) {
            return rows.next();
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.username(), server.password());
    }

}
