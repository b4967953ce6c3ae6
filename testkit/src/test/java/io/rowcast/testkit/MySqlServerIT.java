package io.rowcast.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

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

    @Test
    @DisabledIfSystemProperty(named = "rowcast.servers", matches = "containers",
            disabledReason = "Looks for the processes")
    void aServerThatIsClosedWhileAnotherThreadStartsItLeavesNothing(@TempDir Path folder) {
        MySqlServer server = create(folder);
        FutureTask<Void> start = new FutureTask<>(server::start, null);
        Thread.ofPlatform().start(start);
        await().pollInterval(Duration.ofMillis(5))
            .until(() -> Processes.mentioning(folder).stream().anyMatch(each -> each.contains("--initialize")));
        server.close();
        assertThat(Processes.mentioning(folder)).isEmpty();
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(start::get)
            .withCauseInstanceOf(IllegalStateException.class);
        assertThat(Processes.mentioning(folder)).isEmpty();
        assertThatIllegalStateException().isThrownBy(server::start).withMessage("MySQL is closed");
    }

    private static Connection connect(MySqlServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("rowcast"), server.username(), server.password());
    }

}
