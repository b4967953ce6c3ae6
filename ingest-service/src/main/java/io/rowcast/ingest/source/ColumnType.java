package io.rowcast.ingest.source;

import java.util.function.Function;

import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a column's type becomes.
 *
 * @param schema the schema, not built yet
 * @param parser makes a value of the text that the database prints; throws
 * {@link UnrepresentableValueException} or {@link ArithmeticException} when the schema
 * has no place for it
 * @param reader reads a value from a row
 * @param exact what takes the rare values for which the schema has no place; null where
 * it has one for each
 */
public record ColumnType(SchemaBuilder schema, Function<String, Object> parser, ColumnReader reader,
        @Nullable ColumnType exact) {

    public static ColumnType ofText(SchemaBuilder schema, Function<String, Object> parser) {
        return ofText(schema, parser, null);
    }

    public static ColumnType ofText(SchemaBuilder schema, Function<String, Object> parser, @Nullable ColumnType exact) {
        return new ColumnType(schema, parser, (row, index) -> {
            String text = row.getString(index);
            return (text != null) ? parser.apply(text) : null;
        }, exact);
    }

    /** The text itself. */
    public static ColumnType ofText(SchemaBuilder schema) {
        return ofText(schema, text -> text);
    }

    /** What takes each of the type's values. */
    public ColumnType orExact() {
        return (this.exact != null) ? this.exact : this;
    }

}
