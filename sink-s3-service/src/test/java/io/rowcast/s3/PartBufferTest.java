package io.rowcast.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartBufferTest {

    private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);

    @Property(tries = 200)
    void holdsWhatItTookAndTakesNoMoreThanAPart(@ForAll @Size(max = 30) List<@IntRange(max = 20_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 200_000) int capacity) throws IOException {
        PartBuffer buffer = new PartBuffer(capacity, this.budget.share());
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < lengths.size(); i++) {
            byte[] bytes = bytes(lengths.get(i) + 2, i);
            int taken = buffer.write(bytes, 1, bytes.length - 2);
            assertThat(taken).isEqualTo(Math.min(bytes.length - 2, capacity - expected.size()));
            expected.write(bytes, 1, taken);
        }
        assertThat(buffer.size()).isEqualTo(expected.size());
        assertThat(buffer.isFull()).isEqualTo(expected.size() == capacity);
        assertThat(buffer.content().readAllBytes()).isEqualTo(expected.toByteArray());
        assertThat(buffer.content().readAllBytes()).as("again, for another attempt").isEqualTo(expected.toByteArray());
    }

    @Test
    void theNextPartTakesThePlaceOfTheLast() throws IOException {
        MemoryBudget.Share memory = this.budget.share();
        PartBuffer buffer = new PartBuffer(100_000, memory);
        buffer.write(bytes(100_000, 1), 0, 100_000);
        long taken = memory.taken();
        buffer.clear();
        buffer.write(bytes(70_000, 2), 0, 70_000);
        assertThat(buffer.content().readAllBytes()).isEqualTo(bytes(70_000, 2));
        assertThat(memory.taken()).isEqualTo(taken);
    }

    @Test
    void aFewRowsTakeLittleMemory() {
        MemoryBudget.Share memory = this.budget.share();
        PartBuffer buffer = new PartBuffer(5 << 20, memory);
        buffer.write(bytes(300, 1), 0, 300);
        assertThat(memory.taken()).isEqualTo(1024);
        for (int i = 0; i < 100; i++) {
            buffer.write(bytes(300, i), 0, 300);
        }
        assertThat(memory.taken()).isLessThan(2 * buffer.size());
        memory.giveBack();
        assertThat(this.budget.used()).isZero();
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }

}
