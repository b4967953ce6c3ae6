package io.rowcast.mysql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a table, or columns that it lacks, are made for rows of a shape.
 *
 * @param shape what the rows have
 * @param mode whether the key is unique
 * @param collation of all texts: one that tells apart whatever differs
 */
record TableDefinition(RowShape shape, WriteMode mode, String collation) {

    /** What an index on DYNAMIC rows holds. */
    private static final int INDEX_BYTES = 3_072;

    /** MySQL's limit is 65,535, which has to hold the flags for NULL as well. */
    private static final int ROW_BYTES = 65_000;

    /** Returns the statement that makes the table. */
    String create() {
        Map<String, ColumnType> types = types();
        List<String> parts = new ArrayList<>();
        this.shape.fields()
            .forEach((name, schema) -> parts.add(Identifier.quoted(name) + " " + types.get(name).sql()
                    + ((schema.isOptional() && !this.shape.isKey(name)) ? " NULL" : " NOT NULL")));
        if (!this.shape.keyNames().isEmpty()) {
            String columns = this.shape.keyNames().stream().map(Identifier::quoted).collect(Collectors.joining(","));
            parts.add(((this.mode == WriteMode.UPSERT) ? "PRIMARY KEY (" : "KEY rowcast_key (") + columns + ")");
        }
        return "CREATE TABLE IF NOT EXISTS " + Identifier.quoted(this.shape.table()) + " (" + String.join(", ", parts)
                + ") ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE " + this.collation;
    }

    /**
     * Returns the statement that adds columns. They may be NULL, which the rows that are
     * there already will be.
     */
    String add(List<String> names) {
        return "ALTER TABLE " + Identifier.quoted(this.shape.table()) + " "
                + names.stream()
                    .map(name -> "ADD COLUMN " + Identifier.quoted(name) + " "
                            + narrow(ColumnType.of(this.shape.fields().get(name))).sql() + " NULL")
                    .collect(Collectors.joining(", "));
    }

    /**
     * Returns the statement that lets columns be NULL, which rows of this shape lack or
     * may have as NULL.
     */
    String loosen(List<TableColumn> columns) {
        return "ALTER TABLE " + Identifier.quoted(this.shape.table()) + " " + columns.stream()
            .map(column -> "MODIFY COLUMN " + Identifier.quoted(column.name()) + " " + column.definition() + " NULL")
            .collect(Collectors.joining(", "));
    }

    /** How much room the row has left is not known any more. */
    private static ColumnType narrow(ColumnType type) {
        return (type.isVarchar() && type.rowBytes() > 1_024) ? ColumnType.LONGTEXT : type;
    }

    private Map<String, ColumnType> types() {
        int keyBytes = INDEX_BYTES / Math.max(this.shape.keyNames().size(), 1);
        Map<String, ColumnType> types = new LinkedHashMap<>();
        this.shape.fields()
            .forEach((name, schema) -> types.put(name,
                    this.shape.isKey(name) ? ColumnType.ofKey(name, schema, keyBytes) : ColumnType.of(schema)));
        moveOut(types);
        return types;
    }

    /** Where the row would be too large, its widest strings become large objects. */
    private void moveOut(Map<String, ColumnType> types) {
        int bytes = types.values().stream().mapToInt(ColumnType::rowBytes).sum();
        List<String> widestFirst = types.keySet()
            .stream()
            .filter(name -> types.get(name).isVarchar() && !this.shape.isKey(name))
            .sorted((one, other) -> types.get(other).rowBytes() - types.get(one).rowBytes())
            .toList();
        for (String name : widestFirst) {
            if (bytes <= ROW_BYTES) {
                return;
            }
            bytes += ColumnType.LONGTEXT.rowBytes() - types.put(name, ColumnType.LONGTEXT).rowBytes();
        }
    }

}
