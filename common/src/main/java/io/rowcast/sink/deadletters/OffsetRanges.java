package io.rowcast.sink.deadletters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A set of offsets, mostly in runs. Immutable. */
final class OffsetRanges {

    static final OffsetRanges NONE = new OffsetRanges(new TreeMap<>());

    /** First offset to last offset of each run; no two touch. */
    private final TreeMap<Long, Long> runs;

    private OffsetRanges(TreeMap<Long, Long> runs) {
        this.runs = runs;
    }

    /** Reads what {@link #toString} has written. */
    static OffsetRanges parse(String text) {
        TreeMap<Long, Long> runs = new TreeMap<>();
        Arrays.stream(text.split(",")).filter(run -> !run.isEmpty()).forEach(run -> {
            String[] ends = run.split("-");
            runs.put(Long.valueOf(ends[0]), Long.valueOf(ends[ends.length - 1]));
        });
        return new OffsetRanges(runs);
    }

    /** Returns the number of runs. */
    int size() {
        return this.runs.size();
    }

    boolean contains(long offset) {
        Map.Entry<Long, Long> run = this.runs.floorEntry(offset);
        return run != null && offset <= run.getValue();
    }

    /** Returns the first offset from here on that is not in the set. */
    long firstMissing(long from) {
        Map.Entry<Long, Long> run = this.runs.floorEntry(from);
        return (run != null && from <= run.getValue()) ? run.getValue() + 1 : from;
    }

    /** Returns this set and the offsets. */
    OffsetRanges with(Collection<Long> offsets) {
        TreeMap<Long, Long> merged = new TreeMap<>(this.runs);
        new TreeSet<>(offsets).forEach(offset -> add(merged, offset));
        return new OffsetRanges(merged);
    }

    private static void add(TreeMap<Long, Long> runs, long offset) {
        Map.Entry<Long, Long> before = runs.floorEntry(offset);
        if (before != null && offset <= before.getValue()) {
            return;
        }
        long first = (before != null && before.getValue() == offset - 1) ? before.getKey() : offset;
        Long end = runs.remove(offset + 1);
        runs.put(first, (end != null) ? end : offset);
    }

    /**
     * Returns this set without what is below an offset, such as what the topic no longer
     * has.
     */
    OffsetRanges from(long offset) {
        TreeMap<Long, Long> kept = new TreeMap<>();
        this.runs.forEach((first, last) -> {
            if (last >= offset) {
                kept.put(Math.max(first, offset), last);
            }
        });
        return new OffsetRanges(kept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffsetRanges ranges && this.runs.equals(ranges.runs);
    }

    @Override
    public int hashCode() {
        return this.runs.hashCode();
    }

    /** Returns the runs, such as {@code 0-4,7}. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        this.runs.forEach((first, last) -> texts.add(first.equals(last) ? first.toString() : first + "-" + last));
        return texts.stream().collect(Collectors.joining(","));
    }

}
