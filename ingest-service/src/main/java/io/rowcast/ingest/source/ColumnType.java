package io.rowcast.ingest.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

import io.rowcast.record.SemanticTypes;
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
        return of(schema, ResultSet::getString, parser, exact);
    }

    /** The text itself. */
    public static ColumnType ofText(SchemaBuilder schema) {
        return ofText(schema, text -> text);
    }

    /** The same with a shorter way to its JSON. */
    public ColumnType printing(JsonText json) {
        return new ColumnType(this.schema, this.parser, this.reader, this.exact, json);
    }

    /**
     * JSON. Its value null and SQL's NULL are the same in a row's JSON. A schema that has
     * no place for NULL tells that it is the JSON value.
     * @param text reads the text
     */
    public static ColumnType json(TextReader text) {
        return of(SemanticTypes.json(), text, json -> {
            if (json.strip().equals("null")) {
                throw new UnrepresentableValueException("the JSON value null beside SQL's NULL");
            }
            return json;
        }, of(SemanticTypes.json(), text, json -> json, null));
    }

    /**
     * A type whose values are made of text.
     * @param text reads the text
     */
    public static ColumnType of(SchemaBuilder schema, TextReader text, Function<String, Object> parser,
            @Nullable ColumnType exact) {
        return new ColumnType(schema, parser, (row, index) -> {
            String value = text.read(row, index);
            return (value != null) ? parser.apply(value) : null;
        }, exact);
    }

    /** What takes each of the type's values. */
    public ColumnType orExact() {
        return (this.exact != null) ? this.exact : this;
    }

    /** Reads the text of a value. */
    public interface TextReader {

        /** Returns the text as the database prints it, null for SQL's NULL. */
        @Nullable String read(ResultSet row, int index) throws SQLException;

    }

}
