package io.rowcast.ingest;

import java.util.Map;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transformation of the kind that users write: drops the rows with even ids, and fails
 * on every row with an id that 5 divides.
 */
public final class Picky<R extends ConnectRecord<R>> implements Transformation<R> {

    @Override
    public R apply(R record) {
        Struct row = (Struct) record.value();
        long id = row.getInt64("id");
        if (id % 5 == 0) {
            throw new IllegalStateException("what a row: " + row);
        }
        return (id % 2 == 0) ? null : record;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> properties) {
    }

    @Override
    public void close() {
    }

}
