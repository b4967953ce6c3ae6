package io.rowcast.connect;

import java.util.Map;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as they are. Kafka's own is in the runtime of Kafka Connect, which is not here.
 */
final class BytesConverter implements Converter {

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value != null && !(value instanceof byte[])) {
            throw new DataException("not bytes but a " + value.getClass().getSimpleName());
        }
        return (byte[]) value;
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        return new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, value);
    }

}
