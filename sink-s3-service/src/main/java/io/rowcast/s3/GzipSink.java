package io.rowcast.s3;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.jspecify.annotations.Nullable;

/**
 * Compresses into one gzip member (RFC 1952) without a time or a name in its header. The
 * compressor is always fed in blocks of one size, so what comes out does not depend on
 * how the rows came in; and it is not made before the first block is full, because it
 * takes as much memory as four of them.
 */
final class GzipSink implements ByteSink {

    private static final byte[] HEADER = { 0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff };

    private static final int BLOCK = 1 << 16;

    private static final int SMALLEST_BLOCK = 1 << 10;

    /** What zlib allocates at its default settings, outside of the heap. */
    private static final int COMPRESSOR_MEMORY = 268_000;

    private final ByteSink target;

    private final MemoryBudget.Share memory;

    private final CRC32 checksum = new CRC32();

    private final byte[] compressed = new byte[4096];

    private byte[] block = new byte[SMALLEST_BLOCK];

    private int filled;

    private long total;

    private @Nullable Deflater compressor;

    GzipSink(ByteSink target, MemoryBudget.Share memory) {
        this.target = target;
        this.memory = memory;
        memory.take(this.block.length + this.compressed.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int written = 0;
        while (written < length) {
            if (this.filled == this.block.length) {
                growOrCompress();
            }
            int count = Math.min(length - written, this.block.length - this.filled);
            System.arraycopy(bytes, offset + written, this.block, this.filled, count);
            this.filled += count;
            written += count;
        }
    }

    @Override
    public void finish() {
        Deflater deflater = compressBlock();
        deflater.finish();
        drain(deflater);
        writeTrailer();
        end();
        this.target.finish();
    }

    @Override
    public void discard() {
        end();
        this.target.discard();
    }

    private void growOrCompress() {
        if (this.block.length < BLOCK) {
            this.memory.take(this.block.length);
            this.block = Arrays.copyOf(this.block, this.block.length * 2);
        }
        else {
            compressBlock();
        }
    }

    private Deflater compressBlock() {
        Deflater deflater = this.compressor;
        if (deflater == null) {
            deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            this.compressor = deflater;
            this.memory.take(COMPRESSOR_MEMORY);
            this.target.write(HEADER, 0, HEADER.length);
        }
        this.checksum.update(this.block, 0, this.filled);
        this.total += this.filled;
        deflater.setInput(this.block, 0, this.filled);
        this.filled = 0;
        drain(deflater);
        return deflater;
    }

    private void drain(Deflater deflater) {
        int count;
        while ((count = deflater.deflate(this.compressed)) > 0) {
            this.target.write(this.compressed, 0, count);
        }
    }

    private void writeTrailer() {
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (this.checksum.getValue() >>> (8 * i));
            trailer[4 + i] = (byte) (this.total >>> (8 * i));
        }
        this.target.write(trailer, 0, trailer.length);
    }

    private void end() {
        if (this.compressor != null) {
            this.compressor.end();
        }
    }

}
