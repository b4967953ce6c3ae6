package io.rowcast.ingest.source;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A table to read, and how.
 *
 * @param name the table
 * @param incrementingColumn an integer that grows with each new row; null where none is
 * set, and such a table cannot be read
 * @param keyColumns what makes up the key of a record; without any, the primary key
 * @param pageSize rows read at once, at most
 * @param gapTimeout how old an id that was jumped over must be before it is given up
 */
public record SourceTable(TableName name, @Nullable String incrementingColumn, List<String> keyColumns, int pageSize,
        Duration gapTimeout) {
}
