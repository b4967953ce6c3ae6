package io.rowcast.sink;

import io.rowcast.record.RowJson;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes the JSON of records whose bytes are something else, or were transformed. */
final class RecordJson {

    private static final RowJson JSON = new RowJson();

    private RecordJson() {
    }

    /**
     * Returns the row of a record that has one.
     * @throws UndecodableRecordException when the value is nothing else
     */
    static Struct row(@Nullable Object value) {
        if (value instanceof Struct row) {
            return row;
        }
        throw new UndecodableRecordException((value != null)
                ? "the value is not a row but a " + value.getClass().getSimpleName()
                        + "; the transformation HoistField$Value makes it a field of one"
                : "the value is null, though the record is no delete", null);
    }

    /**
     * Returns the row as one JSON object without a line break.
     * @throws UndecodableRecordException when there is no row
     */
    static byte[] value(SinkRecord record) {
        Struct row = row(record.value());
        return encode("value", row.schema(), row);
    }

    /**
     * Returns the key as JSON, null where there is none.
     * @throws UndecodableRecordException when it has no JSON
     */
    static byte @Nullable [] key(SinkRecord record) {
        Object key = record.key();
        return (key != null) ? encode("key", record.keySchema(), key) : null;
    }

    private static byte[] encode(String what, @Nullable Schema given, Object value) {
        Schema schema = (given != null) ? given : Values.inferSchema(value);
        if (schema == null) {
            throw new UndecodableRecordException("the " + what + " has no schema: " + value.getClass().getSimpleName(),
                    null);
        }
        try {
            return JSON.encode(schema, value);
        }
        catch (RuntimeException ex) {
            // Nobody checks what a converter or a transformation puts under a schema.
            throw new UndecodableRecordException(
                    "the " + what + " is not of its schema: " + ex.getClass().getSimpleName(), null);
        }
    }

}
