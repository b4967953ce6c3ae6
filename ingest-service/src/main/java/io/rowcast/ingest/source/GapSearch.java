package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A look for the ids of some gaps, all in one snapshot.
 *
 * @param candidates all gaps, oldest first
 */
record GapSearch(List<Candidate> candidates) {

    /**
     * How old gaps must be at least that are given up to make room. What is told of
     * transactions may be a second old, and one that has taken its id shows up a moment
     * later.
     */
    private static final Duration CROWDED = Duration.ofSeconds(2);

    /** Returns the ids to look for. */
    IdRanges ranges() {
        return this.candidates.stream()
            .filter(Candidate::lookedFor)
            .map(candidate -> candidate.group().ranges())
            .reduce(IdRanges.NONE, IdRanges::and);
    }

    /**
     * Returns what has become of the gaps. Only what was looked for in this very snapshot
     * and not found is given up: nothing can have come between the look and the decision.
     * @param found the ids for which there was a row, ascending
     * @param complete whether all were looked for; false when there were too many rows
     */
    Gaps.Outcome found(long[] found, boolean complete, Instant now, TransactionSnapshot snapshot, Duration timeout) {
        List<GapGroup> rest = new ArrayList<>();
        List<GapGroup> givenUp = new ArrayList<>();
        for (Candidate candidate : this.candidates) {
            GapGroup group = candidate.group();
            if (!candidate.lookedFor()) {
                rest.add(group);
                continue;
            }
            IdRanges ranges = group.ranges().without(found);
            if (ranges.isEmpty()) {
                continue;
            }
            group = group.withRanges(ranges);
            if (!complete) {
                rest.add(group);
            }
            else if (group.isOver(now, snapshot, candidate.patience(timeout))) {
                givenUp.add(group);
            }
            else {
                rest.add(group.searched(now, snapshot, candidate.patience(timeout)));
            }
        }
        return Gaps.Outcome.of(rest, givenUp, now);
    }

    /**
     * A group of gaps.
     *
     * @param group the gaps
     * @param lookedFor whether to look for them now
     * @param crowded whether there is no room to wait for them as long as is wanted
     */
    record Candidate(GapGroup group, boolean lookedFor, boolean crowded) {

        Duration patience(Duration timeout) {
            return (this.crowded && timeout.compareTo(CROWDED) > 0) ? CROWDED : timeout;
        }

    }

}
