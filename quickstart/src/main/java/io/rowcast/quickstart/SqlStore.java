package io.rowcast.quickstart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The table {@code users} of a database.
 *
 * @param name see {@link RowStore#name}
 * @param jdbcUrl of the database
 * @param user who may read it
 * @param password of the user
 * @param fetchSize rows to read at once, so that a large table does not fill the memory;
 * {@link Integer#MIN_VALUE} is Connector/J's way to say one after the other
 */
public record SqlStore(String name, String jdbcUrl, String user, String password, int fetchSize) implements RowStore {

    private static final int CONNECT_SECONDS = 5;

    private static final int ANSWER_MILLIS = 20_000;

    /** The source. */
    public static SqlStore postgres(String jdbcUrl, String user, String password) {
        return new SqlStore("postgres", jdbcUrl, user, password, 10_000);
    }

    /** The target of sink-mysql-service. */
    public static SqlStore mysql(String jdbcUrl, String user, String password) {
        return new SqlStore("mysql", jdbcUrl, user, password, Integer.MIN_VALUE);
    }

    @Override
    public long count() throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("SELECT count(*) FROM users")) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    @Override
    public void read(Consumer<Map<String, @Nullable String>> rows) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(this.fetchSize);
            try (ResultSet result = statement.executeQuery("SELECT * FROM users")) {
                while (result.next()) {
                    rows.accept(row(result));
                }
            }
        }
    }

    private static Map<String, @Nullable String> row(ResultSet result) throws SQLException {
        Map<String, @Nullable String> row = new HashMap<>();
        for (String column : UsersTable.COLUMNS) {
            row.put(column, switch (column) {
                case "birthdate" -> RowText.of(result.getObject(column, LocalDate.class));
                case "timestamp" -> RowText.of(result.getObject(column, LocalDateTime.class));
                default -> result.getString(column);
            });
        }
        return row;
    }

    private Connection connect() throws SQLException {
        DriverManager.setLoginTimeout(CONNECT_SECONDS);
        Connection connection = DriverManager.getConnection(this.jdbcUrl, this.user, this.password);
        connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        return connection;
    }

}
