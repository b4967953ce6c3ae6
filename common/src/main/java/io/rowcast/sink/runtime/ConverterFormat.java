package io.rowcast.sink.runtime;

import java.util.Map;
import java.util.function.Supplier;

import io.rowcast.connect.ConversionFailedException;
import io.rowcast.connect.RecordConverters;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in a format of which converters know. A value that they leave without a schema
 * gets one off its values. Thread-safe.
 */
final class ConverterFormat implements RecordFormat, AutoCloseable {

    private final RecordConverters converters;

    private final ForeignJson json;

    ConverterFormat(RecordConverters converters, ForeignJson json) {
        this.converters = converters;
        this.json = json;
    }

    @Override
    public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) {
        SchemaAndValue key = read(record.topic(),
                () -> this.converters.readKey(record.topic(), record.headers(), record.key()));
        SchemaAndValue value = read(record.topic(),
                () -> this.converters.readValue(record.topic(), record.headers(), record.value()));
        return new SinkRecord(record.topic(), record.partition(), key.schema(), key.value(), value.schema(),
                value.value(), record.offset(), record.timestamp(), record.timestampType());
    }

    private SchemaAndValue read(String topic, Supplier<SchemaAndValue> conversion) {
        try {
            SchemaAndValue read = conversion.get();
            return (read.schema() == null && read.value() instanceof Map<?, ?> fields)
                    ? this.json.inferred(topic, fields) : read;
        }
        catch (ConversionFailedException ex) {
            String message = String.valueOf(ex.getMessage());
            if (ex.isTransient()) {
                throw new TransientSinkException(message, ex);
            }
            // Nobody knows what has failed: the partition is held, and nothing dropped.
            throw ex.isOfTheRecord() ? new UndecodableRecordException(message, null) : ex;
        }
        catch (DataException ex) {
            throw new UndecodableRecordException(ex.getMessage(), null);
        }
    }

    @Override
    public byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return null;
    }

    @Override
    public byte @Nullable [] json(ConsumerRecord<byte[], byte[]> record) {
        return null;
    }

    @Override
    public void close() {
        this.converters.close();
    }

}
