package io.rowcast.ingest.source;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ranges of ids, both ends included, disjoint and ascending. Two arrays of numbers: a
 * table may have tens of thousands. Immutable.
 */
public final class IdRanges {

    public static final IdRanges NONE = new IdRanges(new long[0], new long[0]);

    private final long[] firsts;

    private final long[] lasts;

    private IdRanges(long[] firsts, long[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
    }

    /** Returns how many ranges there are, which is not the number of ids. */
    public int size() {
        return this.firsts.length;
    }

    public boolean isEmpty() {
        return this.firsts.length == 0;
    }

    /** Returns the lower end of a range. */
    public long first(int range) {
        return this.firsts[range];
    }

    /** Returns the upper end of a range. */
    public long last(int range) {
        return this.lasts[range];
    }

    public long[] firsts() {
        return this.firsts.clone();
    }

    public long[] lasts() {
        return this.lasts.clone();
    }

    /** Returns the lowest ranges, that many or all. */
    IdRanges head(int count) {
        return slice(0, Math.min(count, size()));
    }

    /** Returns all but the lowest ranges. */
    IdRanges tail(int count) {
        return slice(Math.min(count, size()), size());
    }

    private IdRanges slice(int from, int to) {
        return new IdRanges(Arrays.copyOfRange(this.firsts, from, to), Arrays.copyOfRange(this.lasts, from, to));
    }

    /**
     * Returns these ranges and others, none of which overlaps one of these.
     */
    IdRanges and(IdRanges others) {
        Builder both = new Builder();
        int mine = 0;
        int theirs = 0;
        while (mine < size() || theirs < others.size()) {
            boolean takeMine = theirs == others.size() || (mine < size() && this.firsts[mine] < others.firsts[theirs]);
            if (takeMine) {
                both.add(this.firsts[mine], this.lasts[mine++]);
            }
            else {
                both.add(others.firsts[theirs], others.lasts[theirs++]);
            }
        }
        return both.build();
    }

    /**
     * Returns what is left of these ranges without some ids.
     * @param ids in ascending order
     */
    IdRanges without(long[] ids) {
        if (ids.length == 0) {
            return this;
        }
        Builder rest = new Builder();
        int next = 0;
        for (int i = 0; i < size(); i++) {
            long first = this.firsts[i];
            long last = this.lasts[i];
            while (next < ids.length && ids[next] < first) {
                next++;
            }
            boolean open = true;
            for (; next < ids.length && ids[next] <= last; next++) {
                if (ids[next] > first) {
                    rest.add(first, ids[next] - 1);
                }
                // The id may be the greatest that there is: nothing must be added to it.
                open = ids[next] < last;
                first = open ? ids[next] + 1 : last;
            }
            if (open) {
                rest.add(first, last);
            }
        }
        return rest.build();
    }

    /** Returns what is left of these ranges without all ids from one to another. */
    IdRanges without(long first, long last) {
        Builder rest = new Builder();
        for (int i = 0; i < size(); i++) {
            if (this.lasts[i] < first || this.firsts[i] > last) {
                rest.add(this.firsts[i], this.lasts[i]);
                continue;
            }
            if (this.firsts[i] < first) {
                rest.add(this.firsts[i], first - 1);
            }
            if (this.lasts[i] > last) {
                rest.add(last + 1, this.lasts[i]);
            }
        }
        return rest.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdRanges ranges && Arrays.equals(this.firsts, ranges.firsts)
                && Arrays.equals(this.lasts, ranges.lasts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(this.firsts) + Arrays.hashCode(this.lasts);
    }

    /** The ranges as {@code 5-9, 12}, the first ten of them. */
    @Override
    public String toString() {
        String some = texts(10).collect(Collectors.joining(", "));
        return (size() > 10) ? some + " and " + (size() - 10) + " more" : some;
    }

    /** Returns the lowest ranges, each as {@code 5-9} or {@code 12}. */
    public Stream<String> texts(int most) {
        return IntStream.range(0, Math.min(size(), most)).mapToObj(this::text);
    }

    private String text(int range) {
        if (this.firsts[range] == this.lasts[range]) {
            return Long.toString(this.firsts[range]);
        }
        return ((this.firsts[range] == Long.MIN_VALUE) ? "up to " : this.firsts[range] + "-") + this.lasts[range];
    }

    /** Collects ranges in ascending order. */
    public static final class Builder {

        private long[] firsts = new long[8];

        private long[] lasts = new long[8];

        private int size;

        /** Adds a range that lies above all that were added. */
        public void add(long first, long last) {
            if (first > last || (this.size > 0 && first <= this.lasts[this.size - 1])) {
                throw new IllegalArgumentException("the range " + first + "-" + last + " is not in order");
            }
            if (this.size == this.firsts.length) {
                this.firsts = Arrays.copyOf(this.firsts, 2 * this.size);
                this.lasts = Arrays.copyOf(this.lasts, 2 * this.size);
            }
            this.firsts[this.size] = first;
            this.lasts[this.size++] = last;
        }

        int size() {
            return this.size;
        }

        public IdRanges build() {
            return (this.size == 0) ? NONE
                    : new IdRanges(Arrays.copyOf(this.firsts, this.size), Arrays.copyOf(this.lasts, this.size));
        }

    }

}
