package io.rowcast.ingest.source;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One schema that a table's rows travel with, and how to read them for it.
 *
 * @param schema of the rows
 * @param published the same in the form in which it is published
 * @param columns one for each field, in order
 * @param key schema of the key; null where the table has none
 * @param keyFields the key columns, as fields of {@code schema}
 * @param direct the shorter way from the database to JSON; null where there is none
 */
record RowForm(Schema schema, RowSchema published, List<RowColumn> columns, @Nullable Schema key, List<Field> keyFields,
        @Nullable DirectForm direct) {

    /**
     * Works a form out.
     * @param name of the table
     * @param keyNames names of the key columns, all of them among the columns
     */
    static RowForm of(String name, List<RowColumn> columns, List<String> keyNames) {
        SchemaBuilder builder = SchemaBuilder.struct().name(name);
        columns.forEach(column -> builder.field(column.name(), column.schema()));
        Schema schema = builder.build();
        List<Field> keyFields = keyNames.stream().map(schema::field).toList();
        RowSchema published = RowSchema.of(schema);
        return new RowForm(schema, published, columns, keySchema(keyFields), keyFields,
                DirectForm.of(schema, columns, keyFields, published));
    }

    /**
     * The form of rows in which these columns, by their places among the fields, have
     * values for which this form has no place.
     */
    RowForm exact(List<Integer> places) {
        List<RowColumn> exact = new ArrayList<>(this.columns);
        places.forEach(place -> exact.set(place, exact.get(place).exact()));
        return of(this.schema.name(), exact, this.keyFields.stream().map(Field::name).toList());
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
