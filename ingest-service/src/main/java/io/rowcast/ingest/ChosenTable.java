package io.rowcast.ingest;

import java.time.Duration;

import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.source.SourceTable;
import org.jspecify.annotations.Nullable;

/**
 * A table that is to be read.
 *
 * @param source what to read, and how
 * @param published where its rows go
 * @param pollInterval how long to wait when there was nothing more to read
 * @param backfill how its first reading runs
 * @param refusal why it is not read all the same, in words; null if it is
 */
record ChosenTable(SourceTable source, PublishedTable published, Duration pollInterval,
        IngestProperties.Backfill backfill, @Nullable String refusal) {

    /** Returns its name for operators, and the one that decides who owns it. */
    String name() {
        return this.source.name().toString();
    }

}
