package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The tables that a database has. */
public final class DatabaseTables {

    private final Dialect dialect;

    private final DataSource database;

    public DatabaseTables(Dialect dialect, DataSource database) {
        this.dialect = dialect;
        this.database = database;
    }

    /**
     * Returns all tables but the system's own, in an order that a new one does not
     * change.
     * @throws SourceFailedException when the database fails; the same may succeed later
     */
    public List<TableName> find() {
        List<TableName> tables = new ArrayList<>();
        try (Connection connection = this.database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(this.dialect.tables())) {
            while (result.next()) {
                tables.add(new TableName(result.getString(1), result.getString(2)));
            }
            return tables;
        }
        catch (SQLException ex) {
            Throwable reason = (ex.getCause() != null) ? ex.getCause() : ex;
            throw new SourceFailedException("the tables of the database cannot be listed: "
                    + String.valueOf(reason.getMessage()).lines().findFirst().orElse(""), ex);
        }
    }

}
