package io.rowcast.mysql;

import java.util.List;
import java.util.stream.Collectors;

import io.rowcast.mysql.TableColumn.Kind;

/**
 * The statement that takes rows as {@link RowText}. Rows that are there already stay, and
 * give a warning, or are replaced.
 *
 * @param table its name
 * @param columns in the order of the values
 */
record LoadStatement(String table, List<TableColumn> columns) {

    LoadStatement {
        columns = List.copyOf(columns);
    }

    /** The name of the file means nothing: the driver sends a stream. */
    String sql(boolean replace) {
        String conversions = this.columns.stream()
            .filter(LoadStatement::isConverted)
            .map(column -> Identifier.quoted(column.name()) + "=" + conversion(column))
            .collect(Collectors.joining(","));
        return "LOAD DATA LOCAL INFILE 'rows'" + (replace ? " REPLACE" : "") + " INTO TABLE "
                + Identifier.quoted(this.table) + " CHARACTER SET utf8mb4 "
                + this.columns.stream().map(this::target).collect(Collectors.joining(",", "(", ")"))
                + (conversions.isEmpty() ? "" : " SET " + conversions);
    }

    private String target(TableColumn column) {
        return isConverted(column) ? variable(column) : Identifier.quoted(column.name());
    }

    private String conversion(TableColumn column) {
        return ((column.kind() == Kind.BIT) ? "CAST(%s AS UNSIGNED)" : "UNHEX(%s)").formatted(variable(column));
    }

    private String variable(TableColumn column) {
        return "@rowcast_" + this.columns.indexOf(column);
    }

    /** Text is no value of these. */
    private static boolean isConverted(TableColumn column) {
        return switch (column.kind()) {
            case BIT, BINARY, BLOB -> true;
            default -> false;
        };
    }

}
