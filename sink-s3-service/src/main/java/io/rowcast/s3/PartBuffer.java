package io.rowcast.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of an object that are not uploaded yet, at most one part. It begins with a
 * kilobyte and doubles, so that a thousand objects of a few rows take little memory, and
 * it never copies what it holds. One thread.
 */
final class PartBuffer {

    private static final int SMALLEST_CHUNK = 1 << 10;

    private static final int LARGEST_CHUNK = 1 << 16;

    private final int capacity;

    private final MemoryBudget.Share memory;

    private final List<byte[]> chunks = new ArrayList<>();

    private int current = -1;

    private int filled;

    private int size;

    /** A part has exactly this many bytes, if it is not the last: some stores insist. */
    PartBuffer(int capacity, MemoryBudget.Share memory) {
        this.capacity = capacity;
        this.memory = memory;
    }

    /** Takes as many bytes as there is room for and returns their number. */
    int write(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, this.capacity - this.size);
        int written = 0;
        while (written < taken) {
            byte[] chunk = chunkWithRoom();
            int count = Math.min(taken - written, chunk.length - this.filled);
            System.arraycopy(bytes, offset + written, chunk, this.filled, count);
            this.filled += count;
            written += count;
        }
        this.size += taken;
        return taken;
    }

    boolean isFull() {
        return this.size == this.capacity;
    }

    int size() {
        return this.size;
    }

    /**
     * Returns the bytes, each time from the first; not to be read after {@link #clear}.
     */
    InputStream content() {
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i <= this.current; i++) {
            byte[] chunk = this.chunks.get(i);
            streams.add(new ByteArrayInputStream(chunk, 0, (i < this.current) ? chunk.length : this.filled));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** Makes room for the next part. The memory is kept. */
    void clear() {
        this.current = -1;
        this.filled = 0;
        this.size = 0;
    }

    private byte[] chunkWithRoom() {
        if (this.current < 0 || this.filled == this.chunks.get(this.current).length) {
            this.current++;
            this.filled = 0;
            if (this.current == this.chunks.size()) {
                this.chunks.add(newChunk());
            }
        }
        return this.chunks.get(this.current);
    }

    private byte[] newChunk() {
        int length = Math.clamp(this.size, SMALLEST_CHUNK, LARGEST_CHUNK);
        this.memory.take(length);
        return new byte[length];
    }

}
