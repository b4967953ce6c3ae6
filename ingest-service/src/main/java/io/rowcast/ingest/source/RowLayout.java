package io.rowcast.ingest.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rows of a table look like, until its definition changes. For one thread.
 *
 * @param definition the definition that it was made from, to compare
 * @param usual how rows travel
 * @param exact how rows travel that have a value for which the usual form has no place,
 * by the places of those values
 * @param columns all columns, in order
 * @param keys what the table itself says of keys
 */
public record RowLayout(String definition, RowForm usual, Map<List<Integer>, RowForm> exact,
        List<ColumnDefinition> columns, TableKeys keys) {

    private static final Logger log = LoggerFactory.getLogger(RowLayout.class);

    /** Ten columns of such values, in any combination. */
    private static final int MOST_FORMS = 1_024;

    /**
     * Works the layout out.
     * @throws TableStoppedException when the table cannot be read that way
     */
    public static RowLayout of(SourceTable table, String definition, List<ColumnDefinition> columns, TableKeys keys) {
        List<RowColumn> travelling = travelling(table, columns);
        List<String> keyNames = table.keyColumns().isEmpty() ? keys.primaryKey() : table.keyColumns();
        keyNames.forEach(name -> requireKeyColumn(table, name, columns, travelling));
        RowForm usual = RowForm.of(table.name().toString(), travelling, keyNames);
        return new RowLayout(definition, usual, new HashMap<>(), columns, keys);
    }

    /**
     * Returns one of the columns.
     * @param setting the setting that names it
     */
    ColumnDefinition column(SourceTable table, String name, String setting) {
        return this.columns.stream()
            .filter(column -> column.name().equals(name))
            .findFirst()
            .orElseThrow(() -> table.stopped("there is no column " + name + " as " + setting
                    + " names it; its columns are " + this.columns.stream().map(ColumnDefinition::name).toList()));
    }

    /**
     * Returns the schema that rows usually have, in the form in which it is published.
     */
    RowSchema published() {
        return this.usual.published();
    }

    /**
     * Returns the form of rows in which these columns, by their places among the fields,
     * have values for which the usual form has no place.
     */
    RowForm exact(List<Integer> places) {
        if (this.exact.size() > MOST_FORMS) {
            this.exact.clear();
        }
        return this.exact.computeIfAbsent(places, this.usual::exact);
    }

    private static List<RowColumn> travelling(SourceTable table, List<ColumnDefinition> columns) {
        List<RowColumn> travelling = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            ColumnType type = column.type().column();
            if (type == null) {
                type = switch (table.onUnmappedColumn()) {
                    case FAIL -> throw unmapped(table, column);
                    case TEXT -> column.type().text();
                    case SKIP -> null;
                };
            }
            if (type == null) {
                log.warn("{}: column {} has type {}, which has no mapping; it is left out, as on-unmapped-column says",
                        table.name(), column.name(), column.type().declaration());
                continue;
            }
            travelling.add(new RowColumn(column.name(), i + 1, type, column.isNullable(), column.type().declaration()));
        }
        return travelling;
    }

    private static TableStoppedException unmapped(SourceTable table, ColumnDefinition column) {
        return new TableStoppedException("table " + table.name() + ": column " + column.name() + " has type "
                + column.type().declaration() + ", which has no mapping; set on-unmapped-column of the table to text, "
                + "which sends what the database prints, or to skip, which leaves the column out");
    }

    private static void requireKeyColumn(SourceTable table, String name, List<ColumnDefinition> columns,
            List<RowColumn> travelling) {
        if (columns.stream().noneMatch(column -> column.name().equals(name))) {
            throw new TableStoppedException(
                    "table " + table.name() + ": there is no column " + name + " as key-columns names it");
        }
        if (travelling.stream().noneMatch(column -> column.name().equals(name))) {
            throw new TableStoppedException("table " + table.name() + ": column " + name
                    + " of the key has a type without a mapping; set on-unmapped-column of the table to text, or name "
                    + "other key-columns");
        }
    }

}
