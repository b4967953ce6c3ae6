package io.rowcast.testkit.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sink supplies so that {@link SinkContract} can be tested on it. One thread.
 */
public interface SinkTarget extends AutoCloseable {

    /** Returns the class with the sink's main method. */
    Class<?> application();

    /**
     * Returns the settings that lead the sink to the target, and those without which it
     * would take its time to write.
     */
    Map<String, String> settings();

    /**
     * Whether a row takes the place of the one with its key; otherwise both are there.
     */
    boolean replaces();

    /**
     * Whether a tombstone deletes what is there of its key; otherwise it is passed over.
     */
    boolean deletes();

    /**
     * Returns the rows of a topic, each as often as the target has it, in any order.
     * @throws RuntimeException while it cannot be read, because nothing is there yet
     */
    List<ContractRow> rows(String topic);

    /**
     * Returns how many rows of 900 KB it gets at once. The heap of a replica has 256 MB.
     */
    default int largeRows() {
        return 40;
    }

    /** Makes the target unreachable. */
    void cut();

    /** Makes it reachable again, with all that was in it. */
    void restore();

    /**
     * Makes the target refuse a row of a topic that nobody before it finds wrong.
     * @param topic of which nothing was written yet
     * @return the JSON of the row, of the columns {@code id} and {@code name}; empty
     * where the target takes everything
     */
    default Optional<String> refuse(String topic) {
        return Optional.empty();
    }

    @Override
    default void close() {
    }

}
