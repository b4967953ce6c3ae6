package io.rowcast.operator;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How one table (ingest) or topic-partition (sinks) is doing.
 *
 * @param name the table as {@code schema.table}, or the partition as {@code topic-0}
 * @param state what it is doing
 * @param position where it stands: the cursor, or the next offset
 * @param lagRecords records at hand that are not yet durable at the target; null where it
 * is not known
 * @param lagSeconds age of the oldest such record, 0 without one
 * @param recordsPerSecond over the last minute
 * @param lastError the latest failure in words, null if there was none; it stays when the
 * failure is over
 * @param since since when the state is what it is
 * @param backfill how far a first reading is that runs beside; null without one
 */
public record PipelineStatus(String name, State state, String position, @Nullable Long lagRecords, double lagSeconds,
        double recordsPerSecond, @Nullable String lastError, Instant since,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Backfill backfill) {

    /** One without a first reading. */
    public PipelineStatus(String name, State state, String position, @Nullable Long lagRecords, double lagSeconds,
            double recordsPerSecond, @Nullable String lastError, Instant since) {
        this(name, state, position, lagRecords, lagSeconds, recordsPerSecond, lastError, since, null);
    }

    /**
     * How far the first reading of a table is.
     *
     * @param rangesLeft ranges of ids that are not read yet, of which several are read at
     * once
     * @param rowsRead rows that it has published
     */
    public record Backfill(int rangesLeft, long rowsRead) {
    }

    /** What a table or partition is doing. */
    public enum State {

        /** Finding out where to begin. */
        OPENING,

        /** Moving, or waiting for something to move. */
        RUNNING,

        /** Waiting to try again after a transient failure. */
        RETRYING,

        /**
         * Not moving because of a failure that nobody foresaw; tried again now and then,
         * nothing is dropped.
         */
        HELD,

        /** Not moving because an operator wants it so. */
        PAUSED,

        /** Not moving until its configuration or its source is changed. */
        STOPPED;

        /** Whether all is as it should be. */
        public boolean isHealthy() {
            return this == OPENING || this == RUNNING || this == PAUSED;
        }

    }

}
