package io.rowcast.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class MySqlServerIT extends ServerContract<MySqlServer> {

    @Override
    MySqlServer create(Path folder) {
        return MySqlServer.in(folder);
    }

    @Override
    void write(MySqlServer server, String key) throws SQLException {
        try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS entries (name varchar(50) PRIMARY KEY)");
            statement.execute("INSERT INTO entries VALUES ('" + key + "')");
        }
    }

    @Override
    boolean holds(MySqlServer server, String key) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM entries WHERE name = '" + key + "'")) {
            return rows.next();
        }
    }

    private static Connection connect(MySqlServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("rowcast"), server.username(), server.password());
    }

}
