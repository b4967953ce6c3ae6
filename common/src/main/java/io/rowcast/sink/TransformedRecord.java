package io.rowcast.sink;

import io.rowcast.connect.HeaderBytes;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What transformations made of a record.
 *
 * @param before the record as it was decoded
 * @param after the record as they left it
 */
record TransformedRecord(SinkRecord before, SinkRecord after) {

    boolean hasNewKey() {
        return this.after.key() != this.before.key();
    }

    boolean hasNewValue() {
        return this.after.value() != this.before.value();
    }

    boolean hasNewSchema() {
        return this.after.valueSchema() != this.before.valueSchema();
    }

    Headers headers() {
        Headers headers = new RecordHeaders();
        HeaderBytes.write(this.after.headers(), headers);
        return headers;
    }

}
