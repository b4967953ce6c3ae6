package io.rowcast.ingest.source;

import java.time.Duration;
import java.util.List;

/**
 * A table to read, and how.
 *
 * @param name the table
 * @param incrementingColumn an integer that grows with each new row
 * @param keyColumns what makes up the key of a record; without any, the primary key
 * @param pageSize rows read at once, at most
 * @param gapTimeout how old an id that was jumped over must be before it is given up
 */
public record SourceTable(TableName name, String incrementingColumn, List<String> keyColumns, int pageSize,
        Duration gapTimeout) {
}
