package io.rowcast.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * PostgreSQL with {@code wal_level=logical}; the database {@code postgres} is there from
 * the start.
 */
public final class PostgresServer extends TestServer {

    static final String USERNAME = "postgres";

    static final String PASSWORD = "rowcast";

    private PostgresServer(DataFolder folder) {
        super(Launchers.postgres(folder));
    }

    /**
     * Creates a server whose data are kept.
     * @param folder where; made if it does not exist
     */
    public static PostgresServer in(Path folder) {
        return new PostgresServer(DataFolder.given(folder));
    }

    /**
     * Creates a server whose data go when it is closed.
     */
    public static PostgresServer temporary() {
        return new PostgresServer(DataFolder.temporary("postgres"));
    }

    /**
     * Returns where to connect.
     * @param database the name of a database
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
    }

    /**
     * Returns the name of the superuser.
     */
    public String username() {
        return USERNAME;
    }

    public String password() {
        return PASSWORD;
    }

    /**
     * Creates an empty database.
     * @param database a name that does not exist yet
     * @return where to connect to it
     */
    public String createDatabase(String database) {
        try (Connection connection = connection("")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(database, true));
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("Cannot create the database " + database, ex);
        }
        return jdbcUrl(database);
    }

    @Override
    boolean answers() throws Exception {
        try (Connection connection = connection("?connectTimeout=2&socketTimeout=2")) {
            return connection.isValid(2);
        }
    }

    private Connection connection(String parameters) throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres") + parameters, USERNAME, PASSWORD);
    }

}
