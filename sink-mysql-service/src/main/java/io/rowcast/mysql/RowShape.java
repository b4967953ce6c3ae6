package io.rowcast.mysql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What rows of one kind have in common. Rows of equal shapes are written by the same
 * statements.
 *
 * @param table where the rows go
 * @param key a struct, or null where the key is not one
 * @param value a struct, or null for tombstones
 */
record RowShape(String table, @Nullable Schema key, @Nullable Schema value) {

    /** Returns the columns: the row's, then those that only the key has. */
    SequencedMap<String, Schema> fields() {
        SequencedMap<String, Schema> fields = new LinkedHashMap<>();
        fields(this.value).forEach(field -> fields.put(field.name(), field.schema()));
        fields(this.key).forEach(field -> fields.put(field.name(), field.schema()));
        return fields;
    }

    List<String> keyNames() {
        return fields(this.key).stream().map(Field::name).toList();
    }

    boolean isKey(String name) {
        return keyNames().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Returns the schema of the field that a column stands for, or null. */
    @Nullable Schema field(String column) {
        return fields().entrySet()
            .stream()
            .filter(field -> field.getKey().equalsIgnoreCase(column))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    }

    boolean isTombstone() {
        return this.value == null;
    }

    private static List<Field> fields(@Nullable Schema schema) {
        return (schema != null) ? schema.fields() : List.of();
    }

}
