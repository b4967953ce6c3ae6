package io.rowcast.ingest.source;

import java.util.function.Function;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * What a column's type becomes.
 *
 * @param schema the schema, not built yet
 * @param parser makes a value of the text that PostgreSQL prints
 * @param reader reads a value from a row
 */
record ColumnType(SchemaBuilder schema, Function<String, Object> parser, ColumnReader reader) {

    static ColumnType ofText(SchemaBuilder schema, Function<String, Object> parser) {
        return new ColumnType(schema, parser, (row, index) -> {
            String text = row.getString(index);
            return (text != null) ? parser.apply(text) : null;
        });
    }

    /** An array of this type, the elements of which may be null. */
    ColumnType array() {
        Schema element = this.schema.optional().build();
        return ofText(SchemaBuilder.array(element), text -> ArrayText.parse(text, this.parser));
    }

}
