package io.rowcast.ingest.source;

import org.apache.kafka.connect.data.Schema;

/** What keys and rows are on the wire. Thread-safe. */
public interface RowFormat {

    /**
     * Returns the bytes of a key.
     * @throws UnwritableRowException when this key never has any
     * @throws SourceFailedException when they cannot be made now
     */
    byte[] key(String topic, Schema schema, Object key);

    /**
     * Returns the bytes of a row, or of what transformations have made of it.
     * @throws UnwritableRowException when this value never has any
     * @throws SourceFailedException when they cannot be made now
     */
    byte[] value(String topic, Schema schema, Object value);

}
