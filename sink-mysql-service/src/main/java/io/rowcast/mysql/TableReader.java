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

    /** Returns the greatest size of a statement, in bytes. */
    static long maxAllowedPacket(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@max_allowed_packet")) {
            rows.next();
            return rows.getLong(1);
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
