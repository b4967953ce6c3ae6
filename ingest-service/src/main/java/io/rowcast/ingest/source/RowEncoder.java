package io.rowcast.ingest.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes rows to bytes, one at a time, so that no page of objects is ever held. */
final class RowEncoder {

    private final RowLayout layout;

    private final RowOutput output;

    private final long readAt;

    RowEncoder(RowLayout layout, RowOutput output, Instant readAt) {
        this.layout = layout;
        this.output = output;
        this.readAt = readAt.toEpochMilli();
    }

    /** Returns the row that a result stands on, rejected if a value has no mapping. */
    SourceRow encode(ResultSet result) throws SQLException {
        Struct row = new Struct(this.layout.schema());
        String rejection = null;
        for (Field field : this.layout.schema().fields()) {
            try {
                Object value = this.layout.readers().get(field.index()).read(result, field.index() + 1);
                if (value == null && !field.schema().isOptional()) {
                    rejection = "column " + field.name() + " holds NULL, which a column of the key must not";
                    continue;
                }
                row.put(field, value);
            }
            catch (UnrepresentableValueException | ArithmeticException | NumberFormatException ex) {
                rejection = "column " + field.name() + " holds " + reason(ex);
            }
        }
        Struct key = key(row);
        return (rejection != null) ? this.output.rejected(key, this.layout.published(), rejection)
                : this.output.row(key, row, this.layout.published(), this.readAt);
    }

    private @Nullable Struct key(Struct row) {
        Schema schema = this.layout.key();
        if (schema == null) {
            return null;
        }
        Struct key = new Struct(schema);
        for (Field field : schema.fields()) {
            Object value = row.get(this.layout.keyFields().get(field.index()));
            if (value == null && !field.schema().isOptional()) {
                // The very value for which the row is rejected.
                return null;
            }
            key.put(field, value);
        }
        return key;
    }

    /** Only what this package throws is known not to quote the value. */
    private static String reason(RuntimeException failure) {
        return (failure instanceof UnrepresentableValueException) ? String.valueOf(failure.getMessage())
                : "a value out of range";
    }

}
