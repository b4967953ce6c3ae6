package io.rowcast.s3;

import java.time.Duration;
import java.time.Instant;

/**
 * When an object is complete.
 *
 * @param records an object with this many rows
 * @param bytes an object with at least this many bytes of rows, before compression
 * @param interval an object whose first row came this long ago
 */
record Rotation(long records, long bytes, Duration interval) {

    boolean isFull(long rows, long rowBytes) {
        return rows >= this.records || rowBytes >= this.bytes;
    }

    boolean isOld(Instant begun, Instant now) {
        return !begun.plus(this.interval).isAfter(now);
    }

}
