package io.rowcast.ingest.publish;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

import io.rowcast.ingest.source.Bound;
import io.rowcast.ingest.source.RowHashes;
import io.rowcast.ingest.source.WindowPosition;
import org.jspecify.annotations.Nullable;

/**
 * A position with a window below it, as part of a cursor record.
 *
 * @param sent the hashes of the rows that were sent, eight bytes each
 */
record WindowJson(List<String> columns, @Nullable Bound floor, @Nullable Instant floorTime, List<String> at,
        List<WindowPosition.Mark> marks, byte[] sent, @Nullable List<String> unstamped) {

    static WindowJson of(WindowPosition position) {
        long[] hashes = position.sent().toArray();
        ByteBuffer sent = ByteBuffer.allocate(hashes.length * Long.BYTES);
        sent.asLongBuffer().put(hashes);
        return new WindowJson(position.columns(), position.floor(), position.floorTime(), position.at(),
                position.marks(), sent.array(), position.unstamped());
    }

    /** The window is to be looked at at once: nobody knows for how long none has. */
    WindowPosition position() {
        long[] hashes = new long[this.sent.length / Long.BYTES];
        ByteBuffer.wrap(this.sent).asLongBuffer().get(hashes);
        return new WindowPosition(this.columns, this.floor, this.floorTime, this.at, this.marks, RowHashes.of(hashes),
                this.unstamped, Instant.EPOCH);
    }

}
