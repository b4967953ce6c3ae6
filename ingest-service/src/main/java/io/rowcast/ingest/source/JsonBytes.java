package io.rowcast.ingest.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON that grows in one array, which is used for row after row. For one thread. */
public final class JsonBytes {

    /** What a row that was wider than this needed is not kept for the next one. */
    private static final int MOST_KEPT = 1 << 20;

    private static final int INITIAL = 1 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;

    private static final long SIGNS = 0x80 * ONES;

    private static final String HEX = "0123456789ABCDEF";

    private byte[] bytes = new byte[INITIAL];

    private int length;

    /** Begins anew. */
    void clear() {
        this.length = 0;
        if (this.bytes.length > MOST_KEPT) {
            this.bytes = new byte[INITIAL];
        }
    }

    public int length() {
        return this.length;
    }

    /** Returns a copy of a part. */
    public byte[] copy(int from, int to) {
        return Arrays.copyOfRange(this.bytes, from, to);
    }

    /** Appends JSON as it is. */
    public JsonBytes append(byte[] json) {
        return append(json, 0, json.length);
    }

    /** Appends a part of some JSON as it is. */
    public JsonBytes append(byte[] json, int from, int to) {
        require(to - from);
        System.arraycopy(json, from, this.bytes, this.length, to - from);
        this.length += to - from;
        return this;
    }

    /** Appends one character of ASCII as it is. */
    public JsonBytes append(char ascii) {
        require(1);
        this.bytes[this.length++] = (byte) ascii;
        return this;
    }

    /**
     * Appends a string in quotation marks, with escapes where JSON needs them.
     * @return whether the bytes were UTF-8 for sure; otherwise nothing is appended
     */
    public boolean appendString(byte[] utf8) {
        int plain = plain(utf8);
        if (plain < utf8.length && !isUtf8(utf8, plain)) {
            return false;
        }
        append('"');
        int from = 0;
        for (int i = plain; i < utf8.length; i++) {
            byte each = utf8[i];
            if (each >= 0 && (each < ' ' || each == '"' || each == '\\')) {
                append(utf8, from, i);
                escape(each);
                from = i + 1;
            }
        }
        append(utf8, from, utf8.length).append('"');
        return true;
    }

    /**
     * Appends JSON as it is, but for line breaks: they can only stand where any white
     * space means the same.
     * @return whether the bytes were UTF-8 for sure; otherwise nothing is appended
     */
    public boolean appendOnOneLine(byte[] utf8) {
        if (!isUtf8(utf8, 0)) {
            return false;
        }
        int from = this.length;
        append(utf8);
        for (int i = from; i < this.length; i++) {
            if (this.bytes[i] == '\n' || this.bytes[i] == '\r') {
                this.bytes[i] = ' ';
            }
        }
        return true;
    }

    /**
     * Returns how many bytes are ASCII without anything to escape, or a few less: eight
     * are looked at together.
     */
    private static int plain(byte[] text) {
        int at = 0;
        for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
            long eight = (long) LONGS.get(text, at);
            long special = eight | (eight - ' ' * ONES) | zeros(eight ^ '"' * ONES) | zeros(eight ^ '\\' * ONES);
            if ((special & SIGNS) != 0) {
                return at;
            }
        }
        while (at < text.length && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Sets the sign of the lowest byte that is zero; without one, none. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight;
    }

    /**
     * A database of the encoding SQL_ASCII sends whatever somebody has put there. Text
     * that holds the replacement character itself is not told from that here.
     */
    private static boolean isUtf8(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] < 0) {
                return new String(text, i, text.length - i, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
            }
        }
        return true;
    }

    private void escape(byte ascii) {
        append('\\');
        switch (ascii) {
            case '"', '\\' -> append((char) ascii);
            case '\b' -> append('b');
            case '\t' -> append('t');
            case '\n' -> append('n');
            case '\f' -> append('f');
            case '\r' -> append('r');
            default ->
                append('u').append('0').append('0').append(HEX.charAt(ascii >> 4)).append(HEX.charAt(ascii & 0xf));
        }
    }

    private void require(int more) {
        if (more > this.bytes.length - this.length) {
            int needed = Math.addExact(this.length, more);
            this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(needed + needed / 2L, Integer.MAX_VALUE - 8));
        }
    }

}
