package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.testkit.MySqlServer;

/** A database of one test's own, and what is in it. */
final class Database {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final MySqlServer server;

    private final String name;

    private final String url;

    Database(MySqlServer server) {
        this.server = server;
        this.name = "sink_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        this.url = server.createDatabase(this.name);
    }

    String name() {
        return this.name;
    }

    String url() {
        return this.url;
    }

    /** Returns connections as the service has them. */
    HikariDataSource pool() {
        return pool(this.server.username(), this.server.password());
    }

    /** Returns connections as the service has them, for another user. */
    HikariDataSource pool(String username, String password) {
        HikariConfig config = new HikariConfig();
        MySqlConnections.setDefaults(config, 2);
        config.setJdbcUrl(this.url);
        config.setUsername(username);
        config.setPassword(password);
        MySqlConnections.enforce(config);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    /**
     * Returns a configuration.
     * @param loadDataMinRows from how many rows on they are loaded, 0 for never
     */
    static MySqlSinkProperties properties(WriteMode mode, int loadDataMinRows) {
        return new MySqlSinkProperties(mode, true, 1_000, loadDataMinRows, Duration.ofSeconds(30));
    }

    void execute(String sql) {
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
    }

    /** Returns one text for each row, its values separated by {@code |}. */
    List<String> rows(String query) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(text(rows, i));
                }
                texts.add(String.join("|", values));
            }
            return texts;
        }
        catch (SQLException ex) {
            throw new IllegalStateException(query, ex);
        }
    }

    String value(String query) {
        return rows(query).getFirst();
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        if (rows.getMetaData().getColumnTypeName(column).contains("BLOB")) {
            byte[] bytes = rows.getBytes(column);
            return (bytes != null) ? HexFormat.of().formatHex(bytes) : "NULL";
        }
        String text = rows.getString(column);
        return (text != null) ? text : "NULL";
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(this.url + "&tinyInt1isBit=false", this.server.username(),
                this.server.password());
    }

}
