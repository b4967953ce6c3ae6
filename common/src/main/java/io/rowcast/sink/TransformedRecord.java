package io.rowcast.sink;

import io.rowcast.connect.HeaderBytes;
import io.rowcast.record.RowJson;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What transformations made of a record. Bytes are made anew of what they changed only,
 * and only when somebody asks for them.
 *
 * @param before the record as it was decoded
 * @param after the record as they left it
 */
record TransformedRecord(SinkRecord before, SinkRecord after) {

    private static final RowJson JSON = new RowJson();

    boolean hasNewKey() {
        return this.after.key() != this.before.key();
    }

    boolean hasNewValue() {
        return this.after.value() != this.before.value();
    }

    boolean hasNewSchema() {
        return this.after.valueSchema() != this.before.valueSchema();
    }

    byte @Nullable [] key() {
        Object key = this.after.key();
        return (key != null) ? encode("key", this.after.keySchema(), key) : null;
    }

    byte[] json() {
        if (this.after.value() instanceof Struct row) {
            return encode("value", row.schema(), row);
        }
        throw new UndecodableRecordException("the value is not a row after the transformations", null);
    }

    private static byte[] encode(String what, @Nullable Schema given, Object value) {
        Schema schema = (given != null) ? given : Values.inferSchema(value);
        if (schema == null) {
            throw new UndecodableRecordException(
                    "the " + what + " has no schema after the transformations: " + value.getClass().getSimpleName(),
                    null);
        }
        try {
            return JSON.encode(schema, value);
        }
        catch (RuntimeException ex) {
            // Nobody checks what a transformation puts under a schema.
            throw new UndecodableRecordException(
                    "the " + what + " is not of its schema after the transformations: " + ex.getClass().getSimpleName(),
                    null);
        }
    }

    Headers headers() {
        Headers headers = new RecordHeaders();
        HeaderBytes.write(this.after.headers(), headers);
        return headers;
    }

}
