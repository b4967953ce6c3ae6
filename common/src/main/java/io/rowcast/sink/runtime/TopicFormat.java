package io.rowcast.sink.runtime;

import io.rowcast.record.RecordHeaders;
import io.rowcast.record.RowJson;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
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

    private final boolean detect;

    /**
     * Reads nothing yet.
     * @param types of fields of rows without a schema
     * @param detect whether the header tells Rowcast's own rows, and the look of them
     * envelopes; otherwise all are plain objects
     */
    TopicFormat(SchemaTopic schemas, RowJson rows, FieldTypes types, boolean detect) {
        this.detect = detect;
        this.schemas = schemas;
        this.rows = rows;
        this.keys = new RowKeys(rows);
        this.foreign = new ForeignJson(rows, types, detect);
    }

    @Override
    public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) {
        String fingerprint = fingerprint(record);
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
    public byte @Nullable [] json(ConsumerRecord<byte[], byte[]> record) {
        return (fingerprint(record) != null) ? record.value() : null;
    }

    private @Nullable String fingerprint(ConsumerRecord<byte[], byte[]> record) {
        return this.detect ? RecordHeaders.text(record.headers(), RecordHeaders.SCHEMA) : null;
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
