package io.rowcast.mysql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements for rows of one table that have the same columns, each for as many rows
 * as are asked for. What they use is understood by MySQL 8 and 9 and by MariaDB; so
 * {@code VALUES(c)} and not the alias that MySQL prefers and MariaDB does not know.
 *
 * @param table its name
 * @param columns in the order of the parameters of an insert or upsert
 * @param keyColumns in the order of the parameters of a delete
 */
record UpsertStatement(String table, List<String> columns, List<String> keyColumns) {

    UpsertStatement {
        columns = List.copyOf(columns);
        keyColumns = List.copyOf(keyColumns);
    }

    /** Adds rows. */
    String insert(int rows) {
        String names = list(this.columns, Identifier::quoted);
        return "INSERT INTO " + Identifier.quoted(this.table) + " (" + names + ") VALUES "
                + repeat("(" + parameters(this.columns.size()) + ")", rows);
    }

    /** Adds rows, or gives the rows with these keys new values. */
    String upsert(int rows) {
        List<String> changed = this.columns.stream().filter(column -> !this.keyColumns.contains(column)).toList();
        // Where the key is all there is, an assignment that changes nothing.
        List<String> assigned = changed.isEmpty() ? this.keyColumns.subList(0, 1) : changed;
        return insert(rows) + " ON DUPLICATE KEY UPDATE " + list(assigned, column -> {
            String name = Identifier.quoted(column);
            return name + "=VALUES(" + name + ")";
        });
    }

    /** Deletes the rows with these keys. */
    String delete(int rows) {
        String names = list(this.keyColumns, Identifier::quoted);
        boolean single = this.keyColumns.size() == 1;
        return "DELETE FROM " + Identifier.quoted(this.table) + " WHERE " + (single ? names : "(" + names + ")")
                + " IN (" + repeat(single ? "?" : "(" + parameters(this.keyColumns.size()) + ")", rows) + ")";
    }

    private static String parameters(int count) {
        return repeat("?", count);
    }

    private static String repeat(String text, int times) {
        return (text + ",").repeat(times - 1) + text;
    }

    private static String list(List<String> names, Function<String, String> text) {
        return names.stream().map(text).collect(Collectors.joining(","));
    }

}
