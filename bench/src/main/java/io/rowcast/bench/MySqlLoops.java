package io.rowcast.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.mysql.cj.jdbc.JdbcStatement;
import io.rowcast.testkit.MySqlServer;

/**
 * Writes rows of the users table to MySQL with nothing around it, into a table like that
 * which the sink makes. One thread.
 */
final class MySqlLoops implements AutoCloseable {

    private static final int LOAD_ROWS = 10_000;

    private static final int BATCH_ROWS = 1_000;

    private static final String NAMES = String.join(",", quoted());

    private final Connection connection;

    MySqlLoops(MySqlServer mysql, String database) throws SQLException {
        this.connection = DriverManager.getConnection(
                mysql.jdbcUrl(database) + "&rewriteBatchedStatements=true&allowLoadLocalInfile=true", mysql.username(),
                mysql.password());
        this.connection.setAutoCommit(false);
    }

    /** Makes an empty table that has the columns and indexes of another. */
    void create(String like) throws SQLException {
        execute("DROP TABLE IF EXISTS loops");
        execute("CREATE TABLE loops LIKE " + like);
    }

    void truncate(String table) throws SQLException {
        execute("TRUNCATE TABLE " + table);
    }

    /** Loads rows as a stream, 10,000 at a time. */
    void load(int rows) throws SQLException {
        try (Statement statement = this.connection.createStatement()) {
            for (int from = 0; from < rows; from += LOAD_ROWS) {
                String text = IntStream.range(from, Math.min(rows, from + LOAD_ROWS))
                    .mapToObj(i -> String.join("\t", UsersTopic.values(i)))
                    .collect(Collectors.joining("\n", "", "\n"));
                statement.unwrap(JdbcStatement.class)
                    .setLocalInfileInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
                statement.executeUpdate(
                        "LOAD DATA LOCAL INFILE 'rows' INTO TABLE loops CHARACTER SET utf8mb4 (" + NAMES + ")");
                this.connection.commit();
            }
        }
    }

    /** Writes rows in batches of 1,000, which the driver makes one statement of. */
    void upsert(int rows) throws SQLException {
        String assignments = quoted().stream()
            .skip(1)
            .map(name -> name + "=VALUES(" + name + ")")
            .collect(Collectors.joining(","));
        String sql = "INSERT INTO loops (" + NAMES + ") VALUES ("
                + String.join(",", Collections.nCopies(UsersTopic.COLUMNS.size(), "?")) + ") ON DUPLICATE KEY UPDATE "
                + assignments;
        try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
            for (int i = 0; i < rows; i++) {
                List<String> values = UsersTopic.values(i);
                for (int column = 0; column < values.size(); column++) {
                    statement.setString(column + 1, values.get(column));
                }
                statement.addBatch();
                if ((i + 1) % BATCH_ROWS == 0 || i + 1 == rows) {
                    statement.executeBatch();
                    this.connection.commit();
                }
            }
        }
    }

    private static List<String> quoted() {
        return UsersTopic.COLUMNS.stream().map(name -> "`" + name + "`").toList();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = this.connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        this.connection.close();
    }

}
