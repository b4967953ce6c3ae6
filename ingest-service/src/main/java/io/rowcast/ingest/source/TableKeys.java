package io.rowcast.ingest.source;

import java.util.List;

/**
 * What a table itself says of its keys.
 *
 * @param primaryKey the columns of its primary key; empty where it has none
 * @param generated columns that a sequence or an identity fills
 */
public record TableKeys(List<String> primaryKey, List<String> generated) {
}
