package io.rowcast.ingest.publish;

import java.util.List;

import io.rowcast.ingest.source.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a table in the cursors topic.
 *
 * @param cursor where reading stands, null if it never began
 * @param isPaused whether an operator wants it not to be read
 * @param requests what operators asked for and was not done yet, in their order
 * @param end the end of what was read to find this; a request beyond it is a new one
 */
public record StoredTable(@Nullable Cursor cursor, boolean isPaused, List<TableRequest> requests, long end) {
}
