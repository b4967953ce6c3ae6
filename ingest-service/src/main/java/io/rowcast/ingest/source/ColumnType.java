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
 * @param json makes JSON of what the database prints, without a value in between; null
 * where only the value tells it
 */
public record ColumnType(SchemaBuilder schema, Function<String, Object> parser, ColumnReader reader,
        @Nullable ColumnType exact, @Nullable JsonText json) {

    /** A type of which only the value tells the JSON. */
    public ColumnType(SchemaBuilder schema, Function<String, Object> parser, ColumnReader reader,
            @Nullable ColumnType exact) {
        this(schema, parser, reader, exact, null);
    }

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

    /** The same with a shorter way to its JSON. */
    public ColumnType printing(JsonText json) {
        return new ColumnType(this.schema, this.parser, this.reader, this.exact, json);
    }

    /** What takes each of the type's values. */
    public ColumnType orExact() {
        return (this.exact != null) ? this.exact : this;
    }

}
