package io.rowcast.ingest.source;

import io.rowcast.record.RowJson;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Rows as JSON objects; see {@link RowJson}. */
public final class JsonRows implements RowFormat {

    private final RowJson json = new RowJson();

    @Override
    public byte[] key(String topic, Schema schema, Object key) {
        return this.json.encode(schema, key);
    }

    @Override
    public byte[] value(String topic, Schema schema, Object value) {
        if (!(value instanceof Struct)) {
            throw new UnwritableRowException("the value is not a row after the transformations, but a "
                    + value.getClass().getSimpleName() + "; HoistField$Value makes it a field of one");
        }
        return this.json.encode(schema, value);
    }

}
