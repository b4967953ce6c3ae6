package io.rowcast.search;

import java.nio.charset.StandardCharsets;

import io.rowcast.record.RecordHeaders;
import io.rowcast.record.RowJson;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records as they come from a topic, without a broker. */
final class Records {

    private final String topic;

    private final Schema schema;

    private final String fingerprint;

    private long offset;

    Records(String topic, Schema schema, String fingerprint) {
        this.topic = topic;
        this.schema = schema;
        this.fingerprint = fingerprint;
    }

    /** A record with the headers of ingest; the sequence is the offset plus 1,000. */
    TopicRecord row(@Nullable String key, @Nullable String value) {
        return row(key, value, this.offset + 1_000);
    }

    TopicRecord row(@Nullable String key, @Nullable String value, long sequence) {
        TopicRecord record = foreign(key, value);
        record.headers()
            .add(RecordHeaders.SCHEMA, this.fingerprint.getBytes(StandardCharsets.UTF_8))
            .add(RecordHeaders.SEQUENCE, RecordHeaders.sequence(sequence))
            .add(RecordHeaders.SOURCE, "TEST.public.users".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** A record without headers. */
    TopicRecord foreign(@Nullable String key, @Nullable String value) {
        return new TopicRecord(new ConsumerRecord<>(this.topic, 0, this.offset++, bytes(key), bytes(value)),
                new TopicPartition(this.topic, 0), new Format(this.schema));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

    /** Rows of one schema in our JSON. */
    private record Format(Schema schema) implements RecordFormat {

        private static final RowJson ROWS = new RowJson();

        @Override
        public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) {
            try {
                Object row = (record.value() != null) ? ROWS.decode(this.schema, record.value()) : null;
                return new SinkRecord(record.topic(), record.partition(), null, null, this.schema, row,
                        record.offset());
            }
            catch (DataException ex) {
                throw new UndecodableRecordException(ex.getMessage(), null);
            }
        }

        @Override
        public byte[] json(ConsumerRecord<byte[], byte[]> record) {
            return record.value();
        }

    }

}
