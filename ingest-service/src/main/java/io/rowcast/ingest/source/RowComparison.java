package io.rowcast.ingest.source;

import java.util.List;

/**
 * A condition that compares the columns of a row with values.
 *
 * @param sql the condition
 * @param places which of the values each of its parameters is, from 0
 */
public record RowComparison(String sql, List<Integer> places) {
}
