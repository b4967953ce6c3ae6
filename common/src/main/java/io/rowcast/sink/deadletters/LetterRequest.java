package io.rowcast.sink.deadletters;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator asks of the dead letters of a partition.
 *
 * @param id tells it from all others
 * @param action what is to be done
 * @param filter with which letters
 * @param dryRun only count what would be done
 * @param force replay also what cannot be proven to be the newest of its key
 */
record LetterRequest(String id, Action action, LetterFilter filter, boolean dryRun, boolean force) {

    /** What can be done with dead letters. */
    enum Action {

        /** Writes them to the target again. */
        REPLAY,

        /** Gives them up. */
        DISCARD,

        /** Ends what is being done with them. */
        CANCEL;

        static Optional<Action> of(String name) {
            return Arrays.stream(values()).filter(action -> action.toString().equals(name)).findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
