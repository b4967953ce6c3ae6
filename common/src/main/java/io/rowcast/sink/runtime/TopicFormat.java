package io.rowcast.sink.runtime;

import io.rowcast.record.RecordHeaders;
import io.rowcast.record.RowJson;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Rowcast writes them, told by the header with the schema's fingerprint; what
 * other programs write is left to {@link ForeignJson}. Thread-safe.
 */
final class TopicFormat implements RecordFormat {

    private final SchemaTopic schemas;

    private final RowJson rows;

    private final RowKeys keys;

    private final ForeignJson foreign;

    TopicFormat(SchemaTopic schemas, RowJson rows) {
        this.schemas = schemas;
        this.rows = rows;
        this.keys = new RowKeys(rows);
        this.foreign = new ForeignJson(rows);
    }

    @Override
    public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) {
        String fingerprint = RecordHeaders.text(record.headers(), RecordHeaders.SCHEMA);
        Schema schema = (fingerprint != null) ? this.schemas.schema(fingerprint) : null;
        try {
            SchemaAndValue key = key(record, schema);
            SchemaAndValue value = value(record, schema);
            return new SinkRecord(record.topic(), record.partition(), key.schema(), key.value(), value.schema(),
                    value.value(), record.offset(), record.timestamp(), record.timestampType());
        }
        catch (DataException ex) {
            throw new UndecodableRecordException(ex.getMessage(), null);
        }
        catch (RuntimeException ex) {
            // Bytes of other programs can surprise a converter in many ways; its message
            // may quote them.
            throw new UndecodableRecordException("not a row: " + ex.getClass().getSimpleName(), null);
        }
    }

    @Override
    public byte[] json(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(RecordHeaders.SCHEMA) != null) {
            return record.value();
        }
        Struct row = (Struct) decode(record).value();
        if (row == null) {
            throw new UndecodableRecordException("the envelope's payload is null", null);
        }
        return this.rows.encode(row);
    }

    private SchemaAndValue key(ConsumerRecord<byte[], byte[]> record, @Nullable Schema row) {
        if (record.key() == null) {
            return SchemaAndValue.NULL;
        }
        return (row != null) ? this.keys.read(record.key(), row) : this.foreign.key(record.topic(), record.key());
    }

    private SchemaAndValue value(ConsumerRecord<byte[], byte[]> record, @Nullable Schema row) {
        if (record.value() == null) {
            return new SchemaAndValue(row, null);
        }
        return (row != null) ? new SchemaAndValue(row, this.rows.decode(row, record.value()))
                : this.foreign.value(record.topic(), record.value());
    }

}
