package io.rowcast.ingest.source;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBytesTest {

    private static final int ROWS = 1_000;

    private static final int MOST_PER_ROW = 100;

    private final JsonBytes json = new JsonBytes();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String written() {
        return new String(this.json.copy(0, this.json.length()), StandardCharsets.UTF_8);
    }

    @Test
    void growsAndBeginsAnew() {
        String wide = "wide ü\n".repeat(1 << 18);
        assertThat(this.json.appendString(bytes(wide))).isTrue();
        assertThat(written()).isEqualTo('"' + wide.replace("\n", "\\n") + '"');
        this.json.clear();
        this.json.append('{').append(bytes("\"a\":1,"), 0, 5).append('}');
        assertThat(written()).isEqualTo("{\"a\":1}");
    }

    @Test
    void whatIsNotUtf8LeavesNothingBehind() {
        this.json.append('[');
        assertThat(this.json.appendString(new byte[] { 'a', (byte) 0xfc })).isFalse();
        assertThat(this.json.appendOnOneLine(new byte[] { '"', (byte) 0xfc, '"' })).isFalse();
        assertThat(written()).isEqualTo("[");
    }

    /** With a value in between it would be several kilobytes for a row. */
    @Test
    void rowsAreWrittenWithoutAllocatingAnything() {
        byte[] text = bytes("45 Sherry Stream, \"South Josephfurt\", TN 82411");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int column = 0; column < 12; column++) {
            this.json.appendString(text);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int row = 0; row < ROWS; row++) {
            this.json.clear();
            for (int column = 0; column < 12; column++) {
                this.json.appendString(text);
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ROWS * MOST_PER_ROW);
    }

}
