package io.rowcast.ingest.source;

import java.util.function.Supplier;

import io.rowcast.connect.ConversionFailedException;
import io.rowcast.connect.RecordConverters;
import org.apache.kafka.connect.data.Schema;

/** Rows in a format of which converters know. */
public final class ConvertedRows implements RowFormat, AutoCloseable {

    private final RecordConverters converters;

    public ConvertedRows(RecordConverters converters) {
        this.converters = converters;
    }

    @Override
    public byte[] key(String topic, Schema schema, Object key) {
        return converted(() -> this.converters.writeKey(topic, schema, key));
    }

    @Override
    public byte[] value(String topic, Schema schema, Object value) {
        return converted(() -> this.converters.writeValue(topic, schema, value));
    }

    private static byte[] converted(Supplier<byte[]> conversion) {
        try {
            return conversion.get();
        }
        catch (ConversionFailedException ex) {
            String message = String.valueOf(ex.getMessage());
            throw ex.isTransient() ? new SourceFailedException(message, ex) : new UnwritableRowException(message);
        }
    }

    @Override
    public void close() {
        this.converters.close();
    }

}
