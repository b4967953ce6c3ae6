package io.rowcast.s3;

import java.time.Instant;

/**
 * An object that is being built of the rows of one partition. Of its rows only those that
 * do not fill a part yet are in memory. One thread.
 */
final class OpenObject {

    private static final byte[] LINE_FEED = { '\n' };

    private final long firstOffset;

    private final Instant begun;

    private final ByteSink sink;

    private final MemoryBudget.Share memory;

    private long end;

    private long rows;

    private long bytes;

    OpenObject(long firstOffset, Instant begun, ByteSink sink, MemoryBudget.Share memory) {
        this.firstOffset = firstOffset;
        this.begun = begun;
        this.sink = sink;
        this.memory = memory;
        this.end = firstOffset;
    }

    /** Adds a row. */
    void append(long offset, byte[] json) {
        this.sink.write(json, 0, json.length);
        this.sink.write(LINE_FEED, 0, 1);
        this.end = offset + 1;
        this.rows++;
        this.bytes += json.length + 1L;
    }

    long firstOffset() {
        return this.firstOffset;
    }

    /** Returns the offset behind the last row. */
    long end() {
        return this.end;
    }

    /** Returns the bytes in memory. */
    long memory() {
        return this.memory.taken();
    }

    boolean isFull(Rotation rotation) {
        return rotation.isFull(this.rows, this.bytes);
    }

    /** Returns when its first row came. */
    Instant begun() {
        return this.begun;
    }

    /** Makes it visible; throws as {@link ByteSink#finish} does. */
    void finish() {
        this.sink.finish();
        this.memory.giveBack();
    }

    /** Forgets it. */
    void discard() {
        this.sink.discard();
        this.memory.giveBack();
    }

}
