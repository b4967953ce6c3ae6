package io.rowcast.operator;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator may ask of a table or partition; a service need not have all. */
public enum PipelineAction {

    /**
     * Moves nothing until it is resumed; survives a restart and a change of the owner.
     */
    PAUSE(false),

    /** Ends the pause. */
    RESUME(false),

    /** Tries again at once whatever has failed, with nothing kept in memory. */
    RESTART(false),

    /** Goes on from another position. */
    RESET(true),

    /** Passes over what cannot be moved. */
    SKIP(true);

    private final boolean needsPosition;

    PipelineAction(boolean needsPosition) {
        this.needsPosition = needsPosition;
    }

    /** Whether it makes sense with a position only. */
    public boolean needsPosition() {
        return this.needsPosition;
    }

    /** Returns the action with a name as in {@link #toString()}. */
    public static Optional<PipelineAction> of(String name) {
        return Arrays.stream(values()).filter(action -> action.toString().equals(name)).findFirst();
    }

    static String names(Collection<PipelineAction> actions) {
        return actions.stream().sorted().map(PipelineAction::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

}
