package io.rowcast.ingest.source;

/**
 * A column as the database's catalog describes it.
 *
 * @param name its name
 * @param type its type
 * @param isNullable whether it takes NULL
 */
public record ColumnDefinition(String name, SourceType type, boolean isNullable) {
}
