package io.rowcast.ingest.source;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a table's new rows are found.
 *
 * @param mode the way
 * @param incrementingColumn a column that grows with each new row; null where it is to be
 * found
 * @param timestamps the time of a row's last change
 * @param lookback how late a row may come after its timestamp, or its value of a growing
 * column that is no whole number, was made, beyond the duration of its transaction
 * @param gapTimeout how old an id that was jumped over must be before it is given up; how
 * long a transaction may last before it first writes
 * @param startFrom where to begin
 */
public record Tracking(Mode mode, @Nullable String incrementingColumn, Timestamps timestamps, Duration lookback,
        Duration gapTimeout, StartFrom startFrom) {

    Tracking startingFrom(StartFrom start) {
        return new Tracking(this.mode, this.incrementingColumn, this.timestamps, this.lookback, this.gapTimeout, start);
    }

    /**
     * The time of a row's last change.
     *
     * @param columns of which the first counts that is not NULL
     * @param zone in which times without a zone are meant
     */
    public record Timestamps(List<String> columns, ZoneId zone) {
    }

}
