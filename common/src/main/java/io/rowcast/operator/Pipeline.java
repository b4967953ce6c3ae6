package io.rowcast.operator;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Tells how the tables or partitions of this service are doing, and does with them what
 * an operator asks for. Never blocks. Thread-safe.
 */
public interface Pipeline {

    /**
     * Returns one status for each table or partition that this replica owns, in the order
     * of their names.
     */
    List<PipelineStatus> statuses();

    /**
     * Returns the names that a request may have: whatever this replica can pass on to its
     * owner. By default what it owns itself.
     */
    default Collection<String> names() {
        return statuses().stream().map(PipelineStatus::name).toList();
    }

    /** Returns what an operator may ask for; nothing by default. */
    default Set<PipelineAction> actions() {
        return Set.of();
    }

    /**
     * Takes a request on. What needs the broker or the database is done later, also when
     * they are away at the moment.
     * @param request one of a known name and action, with a position where it needs one
     * @return completes when it is done; never where another replica does it,
     * exceptionally when it will not be done
     * @throws RefusedRequestException when the position is none
     */
    default CompletionStage<Void> ask(PipelineRequest request) {
        throw new RefusedRequestException(request.action() + " is not among the actions of this service");
    }

}
