package io.rowcast.sink.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.record.RowJson;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Keys of the rows that Rowcast wrote: a JSON object of some of the row's columns, which
 * have the same types as in the row. Thread-safe.
 */
final class RowKeys {

    private final RowJson rows;

    private final Map<Shape, Schema> schemas = new ConcurrentHashMap<>();

    RowKeys(RowJson rows) {
        this.rows = rows;
    }

    /**
     * Reads a key.
     * @param row the schema of the row that it is the key of
     * @throws org.apache.kafka.connect.errors.DataException when it is not an object of
     * the row's columns
     */
    SchemaAndValue read(byte[] json, Schema row) {
        Shape shape = new Shape(row, this.rows.names(json));
        Schema schema = this.schemas.computeIfAbsent(shape, RowKeys::schema);
        return new SchemaAndValue(schema, this.rows.decode(schema, json));
    }

    private static Schema schema(Shape shape) {
        SchemaBuilder builder = SchemaBuilder.struct();
        shape.row.fields()
            .stream()
            .filter(field -> shape.columns.contains(field.name()))
            .forEach(field -> builder.field(field.name(), field.schema()));
        return builder.build();
    }

    private record Shape(Schema row, List<String> columns) {
    }

}
