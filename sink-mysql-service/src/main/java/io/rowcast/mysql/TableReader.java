package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.rowcast.mysql.TableColumn.Presence;

/** Asks MySQL what is there. */
final class TableReader {

    private static final String COLUMNS = """
            SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,
                   DATETIME_PRECISION, IS_NULLABLE, COLUMN_KEY, COLUMN_TYPE, COLUMN_DEFAULT, EXTRA,
                   CHARACTER_SET_NAME, COLLATION_NAME
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
            ORDER BY ORDINAL_POSITION""";

    /**
     * The collations that tell apart all that differs: case, accents, and spaces at the
     * end, which utf8mb4_bin does not. MariaDB has the second and takes the first for
     * utf8mb4_bin, so the second goes first.
     */
    private static final String COLLATIONS = """
            SELECT COLLATION_NAME FROM information_schema.COLLATIONS
            WHERE COLLATION_NAME IN ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')
            ORDER BY COLLATION_NAME DESC""";

    /**
     * Whether REPLACE has no other effect on a table than an upsert of as many columns:
     * they are all that the table has, nothing but the primary key is unique, there are
     * no foreign keys, and no triggers, which is known only to who has the right to make
     * them.
     */
    private static final String REPLACEABLE = """
            SELECT (SELECT COUNT(*) FROM information_schema.COLUMNS
                    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = t.name
                      AND COALESCE(GENERATION_EXPRESSION, '') = '') = ?
               AND NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS
                    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = t.name
                      AND NON_UNIQUE = 0 AND INDEX_NAME <> 'PRIMARY')
               AND NOT EXISTS (SELECT 1 FROM information_schema.KEY_COLUMN_USAGE
                    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = t.name AND REFERENCED_TABLE_NAME IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM information_schema.KEY_COLUMN_USAGE
                    WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = t.name)
               AND NOT EXISTS (SELECT 1 FROM information_schema.TRIGGERS
                    WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = t.name)
               AND (EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES
                    WHERE GRANTEE = t.me AND PRIVILEGE_TYPE = 'TRIGGER')
                 OR EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES
                    WHERE GRANTEE = t.me AND PRIVILEGE_TYPE = 'TRIGGER' AND DATABASE() LIKE TABLE_SCHEMA)
                 OR EXISTS (SELECT 1 FROM information_schema.TABLE_PRIVILEGES
                    WHERE GRANTEE = t.me AND PRIVILEGE_TYPE = 'TRIGGER'
                      AND TABLE_SCHEMA = DATABASE() AND TABLE_NAME = t.name))
            FROM (SELECT ? AS name, CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
                                           SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''') AS me) AS t""";

    private TableReader() {
    }

    /** Returns the columns of a table, none where the table does not exist. */
    static List<TableColumn> columns(Connection connection, String table) throws SQLException {
        List<TableColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(column(table, rows));
                }
            }
        }
        return columns;
    }

    /** Returns the collation for new tables. */
    static String collation(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(COLLATIONS)) {
            return rows.next() ? rows.getString(1) : "utf8mb4_bin";
        }
    }

    static ServerLimits limits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@max_allowed_packet, @@local_infile")) {
            rows.next();
            return new ServerLimits(rows.getLong(1), rows.getBoolean(2));
        }
    }

    /**
     * Whether REPLACE has no other effect on a table than an upsert.
     * @param columns how many columns the rows have
     */
    static boolean isReplaceable(Connection connection, String table, int columns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REPLACEABLE)) {
            statement.setInt(1, columns);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private static TableColumn column(String table, ResultSet row) throws SQLException {
        int fraction = row.getInt("DATETIME_PRECISION");
        return new TableColumn(table, row.getString("COLUMN_NAME"), row.getString("DATA_TYPE"),
                row.getLong("CHARACTER_MAXIMUM_LENGTH"), row.getInt("NUMERIC_PRECISION"),
                Math.max(row.getInt("NUMERIC_SCALE"), fraction), definition(row), presence(row),
                "PRI".equals(row.getString("COLUMN_KEY")));
    }

    private static String definition(ResultSet row) throws SQLException {
        String characterSet = row.getString("CHARACTER_SET_NAME");
        return row.getString("COLUMN_TYPE") + ((characterSet != null)
                ? " CHARACTER SET " + characterSet + " COLLATE " + row.getString("COLLATION_NAME") : "");
    }

    /** A column that MySQL fills by itself says so in EXTRA. */
    private static Presence presence(ResultSet row) throws SQLException {
        if ("YES".equals(row.getString("IS_NULLABLE"))) {
            return Presence.NULLABLE;
        }
        boolean filled = row.getString("COLUMN_DEFAULT") != null || !row.getString("EXTRA").isEmpty();
        return filled ? Presence.DEFAULTED : Presence.REQUIRED;
    }

}
