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

        /** An operator ends it: what the target has of it is yet to be noted. */
        CANCELLING,

        /** An operator has ended it. */
        CANCELLED,

        /** It is to be held: what the target has of it is yet to be noted. */
        HOLDING,

        /**
         * Too many letters would fail again, or a failure that nobody foresaw: it has
         * ended, what it has not written is still there.
         */
        HELD;

        boolean isEnding() {
            return this == CANCELLING || this == HOLDING;
        }

        /** Returns what it is at its end. */
        State ended() {
            return switch (this) {
                case RUNNING, DONE -> DONE;
                case CANCELLING, CANCELLED -> CANCELLED;
                case HOLDING, HELD -> HELD;
            };
        }

    }

    static LetterJob begin(LetterRequest request, long from, long end, Instant now) {
        return new LetterJob(request, (from < end) ? State.RUNNING : State.DONE, null, end, from, false, List.of(),
                LetterCounts.NONE, now);
    }

    boolean runs() {
        return this.state == State.RUNNING || this.state.isEnding();
    }

    /** Whether it writes to the target. */
    boolean writes() {
        return this.request.action() == LetterRequest.Action.REPLAY && !this.request.dryRun();
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
        return new LetterJob(this.request, (offset >= this.end) ? this.state.ended() : this.state, this.reason,
                this.end, offset, this.reset, this.kept.stream().filter(each -> each >= offset).toList(),
                this.counts.plus(more), this.since);
    }

    /**
     * It is to end before its time, as soon as the target was asked what it has of it;
     * now where it has nothing, or was asked in vain.
     */
    LetterJob ending(State newState, @Nullable String why) {
        boolean isSettled = !this.reset || (this.state.isEnding() && newState == State.HOLDING);
        return new LetterJob(this.request, isSettled ? newState.ended() : newState, why, this.end, this.next,
                this.reset, this.kept, this.counts, this.since);
    }

    /** It ends at what the target has. */
    LetterJob endingAt(long durable) {
        long newEnd = Math.max(this.next, Math.min(this.end, durable));
        return new LetterJob(this.request, (newEnd == this.next) ? this.state.ended() : this.state, this.reason, newEnd,
                this.next, this.reset, this.kept, this.counts, this.since);
    }

}
