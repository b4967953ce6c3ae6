package io.rowcast.ingest.source;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table look like, until its definition changes.
 *
 * @param definition the definition that it was made from, to compare
 * @param schema of the rows
 * @param published the same in the form in which it is published
 * @param readers one for each column, in order
 * @param key schema of the key; null where the table has none
 * @param keyFields the key columns, as fields of {@code schema}
 * @param id index of the incrementing column, from 0
 */
record RowLayout(String definition, Schema schema, RowSchema published, List<ColumnReader> readers,
        @Nullable Schema key, List<Field> keyFields, int id) {

    /**
     * Works the layout out.
     * @param primaryKey the table's primary key, empty where it has none
     * @throws TableStoppedException when the table cannot be read that way
     */
    static RowLayout of(SourceTable table, String definition, List<ColumnDefinition> columns, List<String> primaryKey) {
        SchemaBuilder builder = SchemaBuilder.struct().name(table.name().toString());
        List<ColumnReader> readers = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            ColumnType type = PostgresTypes.of(column);
            if (type == null) {
                throw new TableStoppedException(
                        "table " + table.name() + ": column " + column.name() + " has type " + column.declaration()
                                + ", which has no mapping; drop the column or take the table out of rowcast.tables");
            }
            SchemaBuilder schema = type.schema();
            builder.field(column.name(), column.isNullable() ? schema.optional().build() : schema.build());
            readers.add(type.reader());
        }
        Schema schema = builder.build();
        int id = requireIncrementing(table, columns);
        List<Field> keyFields = keyFields(table, schema, primaryKey);
        return new RowLayout(definition, schema, RowSchema.of(schema), readers, keySchema(keyFields), keyFields, id);
    }

    private static int requireIncrementing(SourceTable table, List<ColumnDefinition> columns) {
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            if (!column.name().equals(table.incrementingColumn())) {
                continue;
            }
            if (column.isArray() || !List.of("int2", "int4", "int8").contains(column.type())) {
                throw new TableStoppedException("table " + table.name() + ": incrementing-column " + column.name()
                        + " has type " + column.declaration() + ", it must be smallint, integer or bigint");
            }
            if (column.isNullable()) {
                throw new TableStoppedException("table " + table.name() + ": incrementing-column " + column.name()
                        + " takes NULL, and such rows would never be found; declare it NOT NULL");
            }
            return i;
        }
        throw new TableStoppedException("table " + table.name() + ": there is no column " + table.incrementingColumn()
                + " as incrementing-column names it; its columns are "
                + columns.stream().map(ColumnDefinition::name).toList());
    }

    private static List<Field> keyFields(SourceTable table, Schema schema, List<String> primaryKey) {
        List<Field> fields = new ArrayList<>();
        for (String name : table.keyColumns().isEmpty() ? primaryKey : table.keyColumns()) {
            Field field = schema.field(name);
            if (field == null) {
                throw new TableStoppedException(
                        "table " + table.name() + ": there is no column " + name + " as key-columns names it");
            }
            fields.add(field);
        }
        return fields;
    }

    private static @Nullable Schema keySchema(List<Field> fields) {
        if (fields.isEmpty()) {
            return null;
        }
        SchemaBuilder key = SchemaBuilder.struct();
        fields.forEach(field -> key.field(field.name(), field.schema()));
        return key.build();
    }

}
