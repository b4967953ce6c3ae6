package io.rowcast.ingest.source;

/**
 * A column as PostgreSQL's catalog describes it.
 *
 * @param name its name
 * @param type its type
 * @param isNullable whether it takes NULL
 */
record ColumnDefinition(String name, PostgresType type, boolean isNullable) {
}
