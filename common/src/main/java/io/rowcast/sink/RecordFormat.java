package io.rowcast.sink;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a record into a row. Thread-safe. */
public interface RecordFormat {

    /**
     * Decodes a record.
     * @return the key and the row: a {@link org.apache.kafka.connect.data.Struct} each
     * where the record has one, else null
     * @throws UndecodableRecordException when it never can be
     * @throws TransientSinkException when its schema cannot be had now
     */
    SinkRecord decode(ConsumerRecord<byte[], byte[]> record);

    /**
     * Returns the key as JSON, or as the text that another program made it: the very
     * bytes unless they are of a format that is neither.
     * @return the key, null where there is none
     * @throws UndecodableRecordException when it never can be
     * @throws TransientSinkException when its schema cannot be had now
     */
    default byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key();
    }

    /**
     * Returns the row as one JSON object on one line, without decoding where the bytes
     * already are that.
     * @param record a record with a value
     * @throws UndecodableRecordException when it never can be
     * @throws TransientSinkException when its schema cannot be had now
     */
    byte[] json(ConsumerRecord<byte[], byte[]> record);

}
