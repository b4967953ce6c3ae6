package io.rowcast.ingest.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The column that grows with each new row: the configured one, or the only one that can
 * be meant.
 *
 * @param name its name
 * @param isWhole whether its values are whole numbers that fit a long, so that the ids
 * between two of them can be told one by one
 */
record IncrementingColumn(String name, boolean isWhole) {

    /**
     * Finds the column.
     * @throws TableStoppedException when there is none, or more than one
     */
    static IncrementingColumn of(SourceTable table, RowLayout layout) {
        String name = table.tracking().incrementingColumn();
        if (name == null) {
            name = onlyCandidate(table, layout);
        }
        ColumnDefinition column = layout.column(table, name, "incrementing-column");
        SourceType.Growth growth = column.type().growth();
        if (growth == SourceType.Growth.NONE) {
            throw table.stopped("incrementing-column " + name + " has type " + column.type().declaration()
                    + ", it must be of an integer type, numeric or decimal, text, varchar, uuid or binary");
        }
        if (column.isNullable()) {
            throw table.stopped("incrementing-column " + name
                    + " takes NULL, and such rows would never be found; declare it NOT NULL, or read a view by a query");
        }
        return new IncrementingColumn(name, growth == SourceType.Growth.WHOLE);
    }

    private static String onlyCandidate(SourceTable table, RowLayout layout) {
        Set<String> candidates = new LinkedHashSet<>(layout.keys().generated());
        if (layout.keys().primaryKey().size() == 1) {
            candidates.addAll(layout.keys().primaryKey());
        }
        List<String> whole = layout.columns()
            .stream()
            .filter(column -> candidates.contains(column.name()) && !column.isNullable() && isWhole(column))
            .map(ColumnDefinition::name)
            .toList();
        if (whole.size() == 1) {
            return whole.getFirst();
        }
        throw table.stopped(whole.isEmpty()
                ? "no column is an integer primary key, serial, identity or AUTO_INCREMENT; name one of "
                        + layout.columns().stream().map(ColumnDefinition::name).toList() + " as incrementing-column"
                : "the columns " + whole + " may all be meant; name one of them as incrementing-column");
    }

    private static boolean isWhole(ColumnDefinition column) {
        return column.type().growth() == SourceType.Growth.WHOLE;
    }

}
