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
     * Returns the bytes of the key where they are JSON, or text that another program
     * wrote; null where they are something else, and where there is no key.
     */
    default byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key();
    }

    /**
     * Returns the bytes of the value where they are the row as one JSON object on one
     * line; null where they are something else.
     * @param record a record with a value
     * @throws UndecodableRecordException when they are no row at all
     */
    byte @Nullable [] json(ConsumerRecord<byte[], byte[]> record);

}
