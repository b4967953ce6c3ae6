package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.Instant;

/**
 * Ids that were jumped over at about the same time.
 *
 * @param ranges the ids
 * @param seen when they were jumped over; of several passes the last
 * @param fence the first transaction id that was not in use then; when
 * {@link #settled()}, the same at the time of settling
 * @param settled whether the fence was noted a second time
 * @param initial whether they were found during the first reading of the table, where
 * holes of years are normal
 * @param searched when they were last looked for
 */
public record GapGroup(IdRanges ranges, Instant seen, long fence, boolean settled, boolean initial, Instant searched) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /**
     * A statement takes its id from the sequence a moment before its transaction shows up
     * in a snapshot. So the fence is noted anew when a gap has this age.
     */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /**
     * Whether to look for the ids again. The times between two looks grow with the age,
     * so that a row is found at the latest after 1.1 times the time by which it was late,
     * and a gap of five minutes has cost about eighty looks.
     */
    boolean isDue(Instant now) {
        Duration pause = age(now).dividedBy(10);
        return !now.isBefore(this.searched.plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE));
    }

    Duration age(Instant now) {
        return Duration.between(this.seen, now);
    }

    /** Whether a row for these ids can no longer come. */
    boolean isOver(Instant now, TransactionSnapshot snapshot, Duration timeout) {
        return canBeOver(snapshot) && age(now).compareTo(timeout) >= 0;
    }

    /** Whether no transaction is left that could fill these ids. */
    boolean canBeOver(TransactionSnapshot snapshot) {
        return this.settled && snapshot.isBeyond(this.fence);
    }

    GapGroup withRanges(IdRanges ranges) {
        return new GapGroup(ranges, this.seen, this.fence, this.settled, this.initial, this.searched);
    }

    /** The same after the ids were looked for and not found. */
    GapGroup searched(Instant now, TransactionSnapshot snapshot, Duration timeout) {
        Duration settling = (timeout.compareTo(SETTLING) < 0) ? timeout : SETTLING;
        boolean settles = !this.settled && age(now).compareTo(settling) >= 0;
        return new GapGroup(this.ranges, this.seen, settles ? snapshot.xmax() : this.fence, this.settled || settles,
                this.initial, now);
    }

    /**
     * Whether a later group is so near in time that both may be one. Time is divided into
     * spans of a power of two seconds, at most a tenth of the age: so groups join again
     * and again as they age, there are never more than about a hundred, and none looks
     * younger than it is by more than that.
     */
    boolean isNear(GapGroup later, Instant now) {
        long span = Math.max(1, Long.highestOneBit(later.age(now).toSeconds() / 10));
        return this.settled == later.settled && this.initial == later.initial
                && Math.floorDiv(this.seen.getEpochSecond(), span) == Math.floorDiv(later.seen.getEpochSecond(), span);
    }

    /** One group for both; what each needed before it is given up, both need now. */
    GapGroup and(GapGroup later) {
        return new GapGroup(this.ranges.and(later.ranges), later.seen, Math.max(this.fence, later.fence), this.settled,
                this.initial, this.searched.isBefore(later.searched) ? this.searched : later.searched);
    }

}
