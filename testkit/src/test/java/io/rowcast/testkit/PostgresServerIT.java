package io.rowcast.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

    @Test
    @DisabledIfSystemProperty(named = "rowcast.servers", matches = "containers",
            disabledReason = "The message is Docker's there")
    void aServerThatCannotStartSaysWhy(@TempDir Path folder) throws IOException {
        try (PostgresServer server = create(folder)) {
            server.start();
            server.kill();
            try (ServerSocket other = new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(other.isBound()).isTrue();
                assertThatIllegalStateException().isThrownBy(server::start)
                    .withMessageStartingWith("PostgreSQL ended before it was ready:")
                    .withMessageContaining("Address already in use");
            }
            server.start();
            assertThat(server.isRunning()).isTrue();
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.username(), server.password());
    }

}
