package io.rowcast.ingest.source;

import java.util.HashMap;
import java.util.Map;

import io.rowcast.connect.HeaderBytes;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformFailedException;
import io.rowcast.record.RowJson;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the rows of a table what is published: takes them through the transformations
 * and makes bytes of the result. For one thread.
 */
public final class RowOutput {

    private static final RowJson JSON = new RowJson();

    private static final int MOST_SCHEMAS = 100;

    private final String topic;

    private final TransformChain<SourceRecord> transforms;

    private final RowFormat format;

    private final Map<Schema, RowSchema> schemas = new HashMap<>();

    /**
     * Makes nothing yet.
     * @param topic the table's topic, which transformations may change
     */
    public RowOutput(String topic, TransformChain<SourceRecord> transforms, RowFormat format) {
        this.topic = topic;
        this.transforms = transforms;
        this.format = format;
    }

    /** Whether what is published of a row is its JSON, and nothing comes in between. */
    boolean isRowJson() {
        return this.transforms.isEmpty() && this.format instanceof JsonRows;
    }

    /**
     * Returns what is published of a row.
     * @param schema the row's schema in the form in which it is published
     * @param readAt when the row was read, in milliseconds since 1970
     * @throws SourceFailedException when that cannot be made now
     */
    SourceRow row(@Nullable Struct key, Struct row, RowSchema schema, long readAt) {
        try {
            if (this.transforms.isEmpty()) {
                byte[] value = this.format.value(this.topic, row.schema(), row);
                byte[] keyBytes = (key != null) ? this.format.key(this.topic, key.schema(), key) : null;
                return new SourceRow(keyBytes, value, value.length, schema, null);
            }
            SourceRecord after = this.transforms.apply(new SourceRecord(Map.of(), Map.of(), this.topic, null,
                    (key != null) ? key.schema() : null, key, row.schema(), row, readAt));
            return (after != null) ? transformed(after, row, schema) : SourceRow.dropped(schema);
        }
        catch (TransformFailedException | UnwritableRowException ex) {
            return rejected(key, schema, String.valueOf(ex.getMessage()));
        }
    }

    /**
     * Returns what is told of a row that cannot be published. Its key is a part of that,
     * as JSON whatever the format, unless a transformation may be there to hide it.
     */
    SourceRow rejected(@Nullable Struct key, RowSchema schema, String reason) {
        byte[] bytes = (key != null && this.transforms.keepsKeys()) ? JSON.encode(key) : null;
        return new SourceRow(bytes, null, 0, schema, reason);
    }

    private SourceRow transformed(SourceRecord after, Struct before, RowSchema schema) {
        Object value = after.value();
        if (value == null) {
            throw new UnwritableRowException("the transformations have left no value; Filter drops a row");
        }
        Schema valueSchema = schema(after.valueSchema(), value);
        byte[] bytes = encode(() -> this.format.value(after.topic(), valueSchema, value));
        Object key = after.key();
        byte[] keyBytes = (key != null)
                ? encode(() -> this.format.key(after.topic(), schema(after.keySchema(), key), key)) : null;
        RowSchema published = (valueSchema == before.schema()) ? schema : published(valueSchema);
        Headers headers = new RecordHeaders();
        HeaderBytes.write(after.headers(), headers);
        return new SourceRow(keyBytes, bytes, bytes.length, published, null,
                new RowRoute(after.topic(), headers.toArray()));
    }

    private static Schema schema(@Nullable Schema given, Object value) {
        Schema schema = (given != null) ? given : Values.inferSchema(value);
        if (schema == null) {
            throw new UnwritableRowException(
                    "the transformations have left a " + value.getClass().getSimpleName() + " without a schema");
        }
        return schema;
    }

    /** Nobody checks what a transformation puts under a schema. */
    private static byte[] encode(Encoding encoding) {
        try {
            return encoding.bytes();
        }
        catch (UnwritableRowException | SourceFailedException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            throw new UnwritableRowException(
                    "the transformations have left what is not of its schema: " + ex.getClass().getSimpleName());
        }
    }

    private RowSchema published(Schema schema) {
        if (this.schemas.size() > MOST_SCHEMAS) {
            this.schemas.clear();
        }
        return this.schemas.computeIfAbsent(schema, RowSchema::of);
    }

    private interface Encoding {

        byte[] bytes();

    }

}
