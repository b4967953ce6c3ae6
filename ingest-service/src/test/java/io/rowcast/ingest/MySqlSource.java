package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.mysql.cj.exceptions.MysqlErrorNumbers;
import io.rowcast.testkit.MySqlServer;

/**
 * A database of its own for one test, on a real MySQL.
 *
 * @param server where it is
 * @param database its name
 */
record MySqlSource(MySqlServer server, String database) implements TestDatabase {

    static MySqlSource create(MySqlServer server) {
        String database = "ingest_" + UUID.randomUUID().toString().substring(0, 8);
        server.createDatabase(database);
        return new MySqlSource(server, database);
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

    /** Returns a connection that takes several statements at once, in UTC. */
    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                this.server.jdbcUrl(this.database)
                        + "&allowMultiQueries=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true",
                this.server.username(), this.server.password());
    }

    @Override
    public void createTable(String table) {
        execute("CREATE TABLE " + table + " (id bigint AUTO_INCREMENT PRIMARY KEY, note text)");
    }

    @Override
    public void insert(String table, int rows) {
        execute("SET SESSION cte_max_recursion_depth = " + rows + "; INSERT INTO " + table
                + " (note) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                + ") SELECT 'row' FROM n");
    }

    @Override
    public List<Long> ids(String table) {
        return query("SELECT id FROM " + table + " ORDER BY id").stream().map(Long::valueOf).toList();
    }

    @Override
    public void disconnect() {
        List<String> sessions = query("SELECT t.processlist_id FROM performance_schema.threads AS t "
                + "JOIN performance_schema.session_connect_attrs AS a ON a.processlist_id = t.processlist_id "
                + "WHERE t.processlist_db = '" + this.database + "' AND a.attr_name = 'program_name' "
                + "AND a.attr_value = 'rowcast-ingest'");
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String session : sessions) {
                kill(statement, session);
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void kill(Statement statement, String session) throws SQLException {
        try {
            statement.execute("KILL " + session);
        }
        catch (SQLException ex) {
            // The pool may have closed it just now.
            if (ex.getErrorCode() != MysqlErrorNumbers.ER_NO_SUCH_THREAD) {
                throw ex;
            }
        }
    }

    /** Returns the first column of a query. */
    List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
        }
    }

    @Override
    public String name(String table) {
        return this.database + "." + table;
    }

    @Override
    public String prefix() {
        return this.database + "_";
    }

}
