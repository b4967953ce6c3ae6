package io.rowcast.ingest.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids below the position that had no row when they were passed, and may get one: ids
 * are handed out before transactions commit. They are looked for again and again, and
 * given up when no transaction that could fill them is left and they are older than the
 * timeout. A row that is found is taken out, so it is never read a second time.
 * <p>
 * Bounded: beyond {@link #KEPT} ranges the oldest are given up after two seconds as soon
 * as the transactions of their time have ended, whatever the timeout; at {@link #MOST}
 * nothing more is read until there is room, so that a row is rather late than lost.
 * Immutable.
 */
public final class Gaps {

    public static final Gaps NONE = new Gaps(List.of());

    static final int KEPT = 30_000;

    /**
     * Even with ids that are spread over all of bigint the cursor record stays below 1
     * MB.
     */
    static final int MOST = 40_000;

    /** Oldest first. */
    private final List<GapGroup> groups;

    public Gaps(List<GapGroup> groups) {
        this.groups = List.copyOf(groups);
    }

    public List<GapGroup> groups() {
        return this.groups;
    }

    /** Returns the number of ranges. */
    public int size() {
        return this.groups.stream().mapToInt(group -> group.ranges().size()).sum();
    }

    public boolean isEmpty() {
        return this.groups.isEmpty();
    }

    /** Whether to look for any of them, because of its age or for want of room. */
    boolean isDue(Instant now) {
        return size() > KEPT || this.groups.stream().anyMatch(group -> group.isDue(now));
    }

    /** Returns how many more ranges may be jumped over. */
    int room() {
        return Math.max(0, MOST - size());
    }

    /**
     * Returns how many more ranges a first reading in ranges may jump over. It leaves
     * room for the ids that are new.
     */
    int roomForFirstReading() {
        return Math.max(0, KEPT - size());
    }

    /** Returns the ids to look for in a snapshot. */
    GapSearch search(Instant now, TransactionSnapshot snapshot) {
        return search(now, snapshot, KEPT);
    }

    GapSearch search(Instant now, TransactionSnapshot snapshot, int kept) {
        int excess = snapshot.isTold() ? size() - kept : 0;
        List<GapSearch.Candidate> candidates = new ArrayList<>();
        for (GapGroup group : this.groups) {
            GapGroup rest = group;
            if (excess > 0 && group.canBeOver(snapshot)) {
                candidates.add(new GapSearch.Candidate(group.withRanges(group.ranges().head(excess)), true, true));
                rest = group.withRanges(group.ranges().tail(excess));
                excess -= group.ranges().size();
            }
            if (!rest.ranges().isEmpty()) {
                candidates.add(new GapSearch.Candidate(rest, rest.isDue(now), excess > 0));
            }
        }
        return new GapSearch(candidates);
    }

    /**
     * The same with ids that were jumped over in a snapshot, which may be older than some
     * that was taken before: pages are read ahead.
     */
    Gaps jumpedOver(IdRanges ids, Instant now, TransactionSnapshot snapshot, boolean initial) {
        if (ids.isEmpty()) {
            return this;
        }
        List<GapGroup> all = new ArrayList<>(this.groups);
        int place = all.size();
        while (place > 0 && all.get(place - 1).seen().isAfter(now)) {
            place--;
        }
        all.add(place, new GapGroup(ids, now, snapshot.xmax(), false, initial, now));
        return new Gaps(joined(all, now));
    }

    static List<GapGroup> joined(List<GapGroup> groups, Instant now) {
        List<GapGroup> joined = new ArrayList<>();
        for (GapGroup group : groups) {
            GapGroup previous = joined.isEmpty() ? null : joined.getLast();
            if (previous != null && previous.isNear(group, now)) {
                joined.set(joined.size() - 1, previous.and(group));
            }
            else {
                joined.add(group);
            }
        }
        return joined;
    }

    /**
     * What has become of the gaps.
     *
     * @param gaps those that remain
     * @param givenUp those that were given up
     * @param givenUpInitially those of the first reading that were given up
     */
    record Outcome(Gaps gaps, IdRanges givenUp, IdRanges givenUpInitially) {

        static Outcome of(List<GapGroup> rest, List<GapGroup> givenUp, Instant now) {
            return new Outcome(new Gaps(joined(rest, now)), ranges(givenUp, false), ranges(givenUp, true));
        }

        private static IdRanges ranges(List<GapGroup> groups, boolean initial) {
            return groups.stream()
                .filter(group -> group.initial() == initial)
                .map(GapGroup::ranges)
                .reduce(IdRanges.NONE, IdRanges::and);
        }

    }

}
