package io.rowcast.operator;

import java.util.List;

/**
 * Tells how the tables or partitions of this service are doing. Never blocks.
 * Thread-safe.
 */
public interface Pipeline {

    /**
     * Returns one status for each table or partition that this replica owns, in the order
     * of their names.
     */
    List<PipelineStatus> statuses();

}
