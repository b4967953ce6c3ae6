package io.rowcast.mysql;

import java.util.Objects;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a column comes from.
 *
 * @param column the column
 * @param field of the record's key or value
 * @param isKey whether it is a field of the key
 * @param encoder how it is sent
 */
record RowColumn(TableColumn column, Field field, boolean isKey, ValueEncoder encoder) {

    @Nullable Object encode(@Nullable Struct key, @Nullable Struct row) {
        Object value = value(Objects.requireNonNull(this.isKey ? key : row));
        if (value != null) {
            return this.encoder.encode(value);
        }
        if (this.isKey || !this.column.nullable()) {
            throw this.column.refuse("must not be NULL");
        }
        return null;
    }

    /** A NULL stays one, also where the schema has a default. */
    private @Nullable Object value(Struct struct) {
        boolean hasDefault = this.field.schema().defaultValue() != null;
        return (hasDefault && this.field.schema().isOptional()) ? struct.getWithoutDefault(this.field.name())
                : struct.get(this.field);
    }

}
