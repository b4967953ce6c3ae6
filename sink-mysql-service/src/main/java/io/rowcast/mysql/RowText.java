package io.rowcast.mysql;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * Rows as the text that {@code LOAD DATA} reads where a statement does not say otherwise:
 * UTF-8, a tab between values, a line feed behind a row, a backslash before what means
 * something else, {@code \N} for NULL. Bytes are hexadecimal digits, see
 * {@link LoadStatement}. Made while it is read; never more than a row beyond a chunk is
 * in memory. One thread.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/load-data.html">LOAD DATA</a>
 */
final class RowText extends InputStream {

    private static final int CHUNK_BYTES = 64 << 10;

    /** What is appended at once, so that room is made for what comes and not for more. */
    private static final int PIECE = 8 << 10;

    private static final int MAX_BYTES_OF_CHAR = 3;

    private static final String NULL = "\\N";

    /** What stands behind a backslash, for each character that needs one. */
    private static final byte[] ESCAPES = escapes();

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final Iterator<@Nullable Object[]> rows;

    private byte[] buffer = new byte[CHUNK_BYTES + 2 * PIECE];

    private int start;

    private int end;

    /** Reads nothing yet. */
    RowText(Iterable<@Nullable Object[]> rows) {
        this.rows = rows.iterator();
    }

    @Override
    public int read() {
        return fill() ? this.buffer[this.start++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, this.end - this.start);
        System.arraycopy(this.buffer, this.start, target, offset, count);
        this.start += count;
        return count;
    }

    @Override
    public int available() {
        return this.end - this.start;
    }

    /** Returns false at the end. */
    private boolean fill() {
        if (this.start == this.end) {
            this.start = 0;
            this.end = 0;
            while (this.end < CHUNK_BYTES && this.rows.hasNext()) {
                append(this.rows.next());
            }
        }
        return this.start < this.end;
    }

    private void append(@Nullable Object[] row) {
        for (Object value : row) {
            append(value);
            room(0);
            put('\t');
        }
        this.buffer[this.end - 1] = '\n';
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> appendText(NULL, false);
            case String text -> appendText(text, true);
            case byte[] bytes -> appendHex(bytes);
            case BigDecimal number -> appendText(number.toPlainString(), false);
            default -> appendText(value.toString(), false);
        }
    }

    private void appendHex(byte[] bytes) {
        for (byte each : bytes) {
            room(2);
            put(HEX[(each >> 4) & 0xF]);
            put(HEX[each & 0xF]);
        }
    }

    private void appendText(String text, boolean escape) {
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            room((to - from) * MAX_BYTES_OF_CHAR);
            for (int i = from; i < to; i++) {
                char character = text.charAt(i);
                if (character >= 0x80) {
                    putEncoded(text, i);
                }
                else if (escape && ESCAPES[character] != 0) {
                    put('\\');
                    put(ESCAPES[character]);
                }
                else {
                    put(character);
                }
            }
        }
    }

    /** Puts a character in UTF-8. Half a surrogate pair was refused before. */
    private void putEncoded(String text, int index) {
        char character = text.charAt(index);
        if (character < 0x800) {
            put(0xC0 | (character >> 6));
            put(0x80 | (character & 0x3F));
        }
        else if (!Character.isSurrogate(character)) {
            put(0xE0 | (character >> 12));
            put(0x80 | ((character >> 6) & 0x3F));
            put(0x80 | (character & 0x3F));
        }
        else if (Character.isHighSurrogate(character)) {
            int codePoint = text.codePointAt(index);
            put(0xF0 | (codePoint >> 18));
            put(0x80 | ((codePoint >> 12) & 0x3F));
            put(0x80 | ((codePoint >> 6) & 0x3F));
            put(0x80 | (codePoint & 0x3F));
        }
    }

    private void put(int octet) {
        this.buffer[this.end++] = (byte) octet;
    }

    /**
     * Makes room, and for two bytes more: a tab, or the fourth of a character whose other
     * half is in the next piece.
     */
    private void room(int bytes) {
        if (this.buffer.length - this.end < bytes + 2) {
            this.buffer = Arrays.copyOf(this.buffer, Math.max(this.buffer.length * 2, this.end + bytes + 2));
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        escapes[0] = '0';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\\'] = '\\';
        return escapes;
    }

}
