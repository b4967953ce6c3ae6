package io.rowcast.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GzipSinkTest {

    private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);

    @Property(tries = 100)
    void theSameRowsBecomeTheSameBytesHoweverTheyComeIn(@ForAll @IntRange(max = 300_000) int length,
            @ForAll @IntRange(min = 1, max = 70_000) int step, @ForAll long seed) throws IOException {
        byte[] rows = rows(length, seed);
        byte[] compressed = compress(rows, step);
        assertThat(compressed).isEqualTo(compress(rows, Math.max(1, length)));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            assertThat(in.readAllBytes()).isEqualTo(rows);
        }
    }

    @Test
    void aFewRowsTakeNoCompressor() {
        MemoryBudget.Share memory = this.budget.share();
        GzipSink sink = new GzipSink(new Memory(), memory);
        sink.write(rows(1_000, 1), 0, 1_000);
        assertThat(memory.taken()).isLessThan(10_000);
        sink.write(rows(100_000, 1), 0, 100_000);
        assertThat(memory.taken()).isGreaterThan(300_000);
        sink.discard();
    }

    private byte[] compress(byte[] rows, int step) {
        Memory memory = new Memory();
        GzipSink sink = new GzipSink(memory, this.budget.share());
        for (int i = 0; i < rows.length; i += step) {
            sink.write(rows, i, Math.min(step, rows.length - i));
        }
        sink.finish();
        assertThat(memory.finished).isTrue();
        return memory.bytes.toByteArray();
    }

    private static byte[] rows(int length, long seed) {
        Random random = new Random(seed);
        byte[] rows = new byte[length];
        for (int i = 0; i < length; i++) {
            rows[i] = (byte) ('a' + Math.abs(random.nextGaussian() * 4));
        }
        return rows;
    }

    private static final class Memory implements ByteSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private boolean finished;

        @Override
        public void write(byte[] chunk, int offset, int length) {
            this.bytes.write(chunk, offset, length);
        }

        @Override
        public void finish() {
            this.finished = true;
        }

        @Override
        public void discard() {
            this.bytes.reset();
        }

    }

}
