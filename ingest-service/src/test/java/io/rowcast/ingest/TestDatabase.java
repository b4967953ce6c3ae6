package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database of its own for one test, on a real server of any kind. */
interface TestDatabase {

    String url();

    String username();

    String password();

    /** Returns what the names of its topics begin with. */
    String prefix();

    /** Returns the name of a table as the service has it. */
    String name(String table);

    Connection connect() throws SQLException;

    /** Creates a table with an id that grows, and a note. */
    void createTable(String table);

    /** Inserts rows into such a table, all at once. */
    void insert(String table, int rows);

    /** Returns the ids of a table, the lowest first. */
    List<Long> ids(String table);

    /** Ends all sessions of the service. */
    void disconnect();

    default void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
    }

    /** Returns where the database is, as settings of the service. */
    default List<String> settings() {
        return List.of("spring.datasource.url=" + url(), "spring.datasource.username=" + username(),
                "spring.datasource.password=" + password(), "rowcast.topic-prefix=" + prefix());
    }

}
