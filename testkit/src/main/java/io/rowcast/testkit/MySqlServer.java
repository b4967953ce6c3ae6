package io.rowcast.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * MySQL with InnoDB that flushes at each commit; the database {@code rowcast} is there
 * from the start.
 */
public final class MySqlServer extends TestServer {

    static final String DATABASE = "rowcast";

    static final String USERNAME = "rowcast";

    static final String PASSWORD = "rowcast";

    static final String ROOT_PASSWORD = "rowcast-root";

    /** One statement per line, as an init file wants it. */
    static final List<String> RIGHTS = List.of("CREATE DATABASE IF NOT EXISTS " + DATABASE + ";",
            "ALTER USER 'root'@'localhost' IDENTIFIED BY '" + ROOT_PASSWORD + "';",
            "CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '" + ROOT_PASSWORD + "';",
            "GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;",
            "CREATE USER IF NOT EXISTS '" + USERNAME + "'@'%' IDENTIFIED BY '" + PASSWORD + "';",
            "GRANT ALL PRIVILEGES ON *.* TO '" + USERNAME + "'@'%' WITH GRANT OPTION;");

    private MySqlServer(DataFolder folder) {
        super(Launchers.mysql(folder));
    }

    /**
     * Creates a server whose data are kept.
     * @param folder where; made if it does not exist
     */
    public static MySqlServer in(Path folder) {
        return new MySqlServer(DataFolder.given(folder));
    }

    /**
     * Creates a server whose data go when it is closed.
     */
    public static MySqlServer temporary() {
        return new MySqlServer(DataFolder.temporary("mysql"));
    }

    /**
     * Returns where to connect; further parameters can be appended with {@code &}.
     * @param database the name of a database
     */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://" + host() + ":" + port() + "/" + database
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /**
     * Returns the name of a user who has all rights on all databases.
     */
    public String username() {
        return USERNAME;
    }

    public String password() {
        return PASSWORD;
    }

    /**
     * Returns the password of {@code root}.
     */
    public String rootPassword() {
        return ROOT_PASSWORD;
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
        connect();
        try (Connection connection = connection("&connectTimeout=2000&socketTimeout=2000")) {
            return connection.isValid(2);
        }
    }

    private Connection connection(String parameters) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(DATABASE) + parameters, USERNAME, PASSWORD);
    }

}
