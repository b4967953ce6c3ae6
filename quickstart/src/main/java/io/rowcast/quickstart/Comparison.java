package io.rowcast.quickstart;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Compares every value of every row at the stores with the source. Rows are told apart by
 * the primary key; of the source's rows 64 bits of a digest are kept, so that a million
 * of them fit the memory.
 */
public final class Comparison {

    private static final int SHOWN = 10;

    private final Map<Integer, Long> expected = new HashMap<>();

    private final List<String> differences = new ArrayList<>();

    private long count;

    private boolean unread;

    /** Reads the source. */
    public Comparison(RowStore source) throws Exception {
        source.read(row -> this.expected.put(index(row), digest(row)));
    }

    /** Returns how many rows the source has. */
    public long rows() {
        return this.expected.size();
    }

    /**
     * Reads a store. One that cannot be read to its end is one difference.
     * @return how many rows it has, doubled ones included; -1 if it cannot be read
     */
    public long compare(RowStore store) {
        try {
            return read(store);
        }
        catch (Exception ex) {
            // Not its message, which may quote a value.
            report(store, "cannot be read: " + ex.getClass().getSimpleName());
            this.unread = true;
            return -1;
        }
    }

    private long read(RowStore store) throws Exception {
        BitSet seen = new BitSet();
        long[] rows = new long[1];
        store.read(row -> {
            rows[0]++;
            int index = index(row);
            if (seen.get(index)) {
                report(store, index, "is there more than once");
            }
            seen.set(index);
            Long digest = this.expected.get(index);
            if (digest == null) {
                report(store, index, "is not at the source");
            }
            else if (digest != digest(row)) {
                report(store, index, "has other values than at the source");
            }
        });
        this.expected.keySet()
            .stream()
            .filter(index -> !seen.get(index))
            .sorted()
            .forEach(index -> report(store, index, "is missing"));
        return rows[0];
    }

    /** Whether every store could be read to its end. */
    public boolean isComplete() {
        return !this.unread;
    }

    /** Returns how many differences there were. */
    public long differences() {
        return this.count;
    }

    /** Returns the first differences in words. */
    public List<String> report() {
        return List.copyOf(this.differences);
    }

    private void report(RowStore store, int index, String what) {
        report(store, "row " + index + " " + what);
    }

    private void report(RowStore store, String what) {
        this.count++;
        if (this.differences.size() < SHOWN) {
            this.differences.add(store.name() + ": " + what);
        }
    }

    private static int index(Map<String, @Nullable String> row) {
        return Integer.parseInt(String.valueOf(row.get("index")));
    }

    /** A value goes in behind its length, so that no two rows make the same bytes. */
    private static long digest(Map<String, @Nullable String> row) {
        MessageDigest digest = sha256();
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        for (String column : UsersTable.COLUMNS) {
            String value = row.get(column);
            byte[] bytes = (value != null) ? value.getBytes(StandardCharsets.UTF_8) : new byte[0];
            digest.update(length.putInt(0, (value != null) ? bytes.length : -1).array());
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
