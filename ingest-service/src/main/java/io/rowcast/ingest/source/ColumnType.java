package io.rowcast.ingest.source;

import java.util.function.Function;

import io.rowcast.record.RowJson;
import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a column's type becomes.
 *
 * @param schema the schema, not built yet
 * @param parser makes a value of the text that PostgreSQL prints; throws
 * {@link UnrepresentableValueException} or {@link ArithmeticException} when the schema
 * has no place for it
 * @param reader reads a value from a row
 * @param exact what takes the rare values for which the schema has no place; null where
 * it has one for each
 */
record ColumnType(SchemaBuilder schema, Function<String, Object> parser, ColumnReader reader,
        @Nullable ColumnType exact) {

    private static final RowJson JSON = new RowJson();

    static ColumnType ofText(SchemaBuilder schema, Function<String, Object> parser) {
        return ofText(schema, parser, null);
    }

    static ColumnType ofText(SchemaBuilder schema, Function<String, Object> parser, @Nullable ColumnType exact) {
        return new ColumnType(schema, parser, (row, index) -> {
            String text = row.getString(index);
            return (text != null) ? parser.apply(text) : null;
        }, exact);
    }

    /** The text itself. */
    static ColumnType ofText(SchemaBuilder schema) {
        return ofText(schema, text -> text);
    }

    /** What takes each of the type's values. */
    ColumnType orExact() {
        return (this.exact != null) ? this.exact : this;
    }

    /**
     * An array of this type, the elements of which may be null. Connect's arrays have one
     * dimension, so any other array becomes a JSON text of nested arrays.
     */
    ColumnType array(char delimiter) {
        Schema element = this.schema.optional().build();
        ColumnType any = orExact();
        Schema anyElement = any.schema.build();
        ColumnType nested = ofText(SemanticTypes.json(), text -> ArrayText.json(text, delimiter,
                each -> JSON.text(anyElement, any.parser.apply(each)), each -> JSON.text(Schema.STRING_SCHEMA, each)));
        return ofText(SchemaBuilder.array(element), text -> ArrayText.list(text, delimiter, this.parser), nested);
    }

}
