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
 * @param columns the columns, in order
 * @param keys what the table itself says of keys
 */
record RowLayout(String definition, Schema schema, RowSchema published, List<ColumnReader> readers,
        @Nullable Schema key, List<Field> keyFields, List<ColumnDefinition> columns, TableKeys keys) {

    /**
     * Works the layout out.
     * @throws TableStoppedException when the table cannot be read that way
     */
    static RowLayout of(SourceTable table, String definition, List<ColumnDefinition> columns, TableKeys keys) {
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
        List<Field> keyFields = keyFields(table, schema, keys.primaryKey());
        return new RowLayout(definition, schema, RowSchema.of(schema), readers, keySchema(keyFields), keyFields,
                columns, keys);
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
