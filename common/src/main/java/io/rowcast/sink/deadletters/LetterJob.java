package io.rowcast.sink.deadletters;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A replay or discard of the dead letters of a partition, as far as it has come. It is
 * kept in {@link LetterStore}, so whoever owns the partition goes on with it.
 *
 * @param request what was asked
 * @param state what it is doing
 * @param reason why it was held or has failed
 * @param end the offset of the first letter that it leaves alone: what fails again comes
 * behind it
 * @param next the first letter that it has not looked at
 * @param reset whether the position at the target was moved to where it begins
 * @param kept the letters of the piece at hand, from {@code next} on, that stay; noted
 * before the others are written
 * @param counts how many letters it has dealt with
 * @param since when it was begun
 */
record LetterJob(LetterRequest request, State state, @Nullable String reason, long end, long next, boolean reset,
        List<Long> kept, LetterCounts counts, Instant since) {

    /** What a job is doing. */
    enum State {

        /** It is not at its end. */
        RUNNING,

        /** It has looked at every letter. */
        DONE,

        /** An operator has ended it. */
        CANCELLED,

        /**
         * Too many letters would fail again, or a failure that nobody foresaw: it has
         * ended, what it has not written is still there.
         */
        HELD

    }

    static LetterJob begin(LetterRequest request, long from, long end, Instant now) {
        return new LetterJob(request, State.RUNNING, null, end, from, false, List.of(), LetterCounts.NONE, now);
    }

    boolean runs() {
        return this.state == State.RUNNING;
    }

    /** The target's position is where the job begins. */
    LetterJob positioned() {
        return new LetterJob(this.request, this.state, this.reason, this.end, this.next, true, this.kept, this.counts,
                this.since);
    }

    /** These letters of the next piece will stay. */
    LetterJob keeping(List<Long> offsets) {
        return new LetterJob(this.request, this.state, this.reason, this.end, this.next, this.reset,
                List.copyOf(offsets), this.counts, this.since);
    }

    /** It has come to an offset. */
    LetterJob advanced(long offset, LetterCounts more) {
        return new LetterJob(this.request, (offset >= this.end) ? State.DONE : this.state, this.reason, this.end,
                offset, this.reset, this.kept.stream().filter(each -> each >= offset).toList(), this.counts.plus(more),
                this.since);
    }

    LetterJob ended(State newState, @Nullable String why) {
        return new LetterJob(this.request, newState, why, this.end, this.next, this.reset, this.kept, this.counts,
                this.since);
    }

}
