package io.rowcast.ingest.source;

import java.util.Arrays;

/**
 * A set of rows that were read, as 64 bits of each. Immutable. Two rows in a set of
 * 60,000 have the same with a probability of 1 to 10 billion.
 */
public final class RowHashes {

    public static final RowHashes NONE = new RowHashes(new long[0]);

    /** Ascending. */
    private final long[] hashes;

    private RowHashes(long[] hashes) {
        this.hashes = hashes;
    }

    /** Returns a set of hashes in any order. */
    public static RowHashes of(long[] hashes) {
        return (hashes.length == 0) ? NONE : new RowHashes(Arrays.stream(hashes).sorted().distinct().toArray());
    }

    public int size() {
        return this.hashes.length;
    }

    /** Returns the hashes in ascending order. */
    public long[] toArray() {
        return this.hashes.clone();
    }

    boolean contains(long hash) {
        return Arrays.binarySearch(this.hashes, hash) >= 0;
    }

    RowHashes and(RowHashes others) {
        long[] both = Arrays.copyOf(this.hashes, size() + others.size());
        System.arraycopy(others.hashes, 0, both, size(), others.size());
        return of(both);
    }

    RowHashes without(RowHashes others) {
        return (others.size() == 0) ? this
                : new RowHashes(Arrays.stream(this.hashes).filter(hash -> !others.contains(hash)).toArray());
    }

    /** Collects hashes. */
    static final class Builder {

        private long[] hashes = new long[64];

        private int size;

        void add(long hash) {
            if (this.size == this.hashes.length) {
                this.hashes = Arrays.copyOf(this.hashes, 2 * this.size);
            }
            this.hashes[this.size++] = hash;
        }

        int size() {
            return this.size;
        }

        RowHashes build() {
            return of(Arrays.copyOf(this.hashes, this.size));
        }

    }

}
