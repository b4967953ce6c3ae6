package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;

/**
 * A database of its own for one test, on a real MySQL.
 *
 * @param server where it is
 * @param database its name
 */
record MySqlSource(MySqlServer server, String database) {

    static MySqlSource create(MySqlServer server) {
        String database = "ingest_" + UUID.randomUUID().toString().substring(0, 8);
        server.createDatabase(database);
        return new MySqlSource(server, database);
    }

    /** Returns a connection that takes several statements at once, in UTC. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                this.server.jdbcUrl(this.database)
                        + "&allowMultiQueries=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true",
                this.server.username(), this.server.password());
    }

    void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        catch (SQLException ex) {
            throw new IllegalStateException(sql, ex);
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

    /** Returns the name of a table as the service has it. */
    String name(String table) {
        return this.database + "." + table;
    }

    String prefix() {
        return this.database + "_";
    }

    /** Starts the service as the user who has all rights. */
    RunningIngest start(KafkaServer kafka, List<String> settings) {
        return start(kafka, this.server.username(), this.server.password(), settings);
    }

    RunningIngest start(KafkaServer kafka, String username, String password, List<String> settings) {
        List<String> all = new ArrayList<>(List.of("spring.datasource.url=" + this.server.jdbcUrl(this.database),
                "spring.datasource.username=" + username, "spring.datasource.password=" + password,
                "rowcast.topic-prefix=" + prefix()));
        all.addAll(settings);
        return RunningIngest.start(kafka, all.toArray(String[]::new));
    }

}
