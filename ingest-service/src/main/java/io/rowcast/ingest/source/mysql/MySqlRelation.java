package io.rowcast.ingest.source.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

import io.rowcast.ingest.source.ColumnDefinition;
import io.rowcast.ingest.source.TransactionSnapshot;

/**
 * What a table and a query have in common. The order of a look is this:
 * <ol>
 * <li>which transactions are open; what has ended by then is seen later;</li>
 * <li>asking for no rows locks the tables against changes of their columns until the end
 * of the transaction, and tells the columns;</li>
 * <li>only the first row that is read takes the snapshot. The other way round
 * ({@code START TRANSACTION WITH CONSISTENT SNAPSHOT}) a table that is altered in between
 * could not be read in it ({@code ER_TABLE_DEF_CHANGED}).</li>
 * </ol>
 *
 * @param innodb which transactions are open
 * @param from what is read, as it follows FROM
 */
record MySqlRelation(InnodbTransactions innodb, String from) {

    /** Any row of InnoDB takes the snapshot of all, and everybody may read this one. */
    static final String ANY_ROW = "SELECT 1 FROM information_schema.schemata LIMIT 1";

    /** Locks the tables. */
    Described lock(Connection connection) throws SQLException {
        TransactionSnapshot snapshot = this.innodb.look(connection);
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + this.from + " AS t LIMIT 0")) {
            return new Described(snapshot, ResultColumn.of(none.getMetaData()));
        }
    }

    /** Takes the snapshot with a query for a row. */
    static void takeSnapshot(Connection connection, String row) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(row)) {
            // Whether there is one does not matter.
            result.next();
        }
    }

    /**
     * Returns what is read with each column as {@link MySqlType#selected} wants it. MySQL
     * merges such a subquery into the query, which uses the same indexes.
     * @param columns those to read
     * @param isNeeded whether an asterisk would give others
     */
    String from(List<ColumnDefinition> columns, boolean isNeeded) {
        String list = columns.stream().map(MySqlRelation::selected).collect(Collectors.joining(", "));
        boolean isPlain = !isNeeded && columns.stream().noneMatch(MySqlRelation::isComputed);
        return isPlain ? this.from : "(SELECT " + list + " FROM " + this.from + " AS t)";
    }

    private static String selected(ColumnDefinition column) {
        String name = MySqlSql.identifier(column.name());
        String selected = ((MySqlType) column.type()).selected("t." + name);
        return isComputed(column) ? selected + " AS " + name : selected;
    }

    private static boolean isComputed(ColumnDefinition column) {
        return !((MySqlType) column.type()).selected("").isEmpty();
    }

    /**
     * What a look has found.
     *
     * @param snapshot which transactions were open
     * @param columns those that an asterisk gives
     */
    record Described(TransactionSnapshot snapshot, List<ResultColumn> columns) {
    }

}
