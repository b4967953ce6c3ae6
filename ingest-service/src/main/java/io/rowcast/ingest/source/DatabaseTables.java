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

    /**
     * Of a partitioned table the whole, not its partitions; no views and no foreign
     * tables, which are read only if they are named. A table that was created earlier has
     * the lower oid: so the order is the same for every replica, and a new table changes
     * nothing about those before it.
     */
    private static final String TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
                AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY c.oid""";

    private final DataSource database;

    public DatabaseTables(DataSource database) {
        this.database = database;
    }

    /**
     * Returns all tables but the system's own, the oldest first.
     * @throws SourceFailedException when the database fails; the same may succeed later
     */
    public List<TableName> find() {
        List<TableName> tables = new ArrayList<>();
        try (Connection connection = this.database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TABLES)) {
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
