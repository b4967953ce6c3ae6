package io.rowcast.ingest.source;

/**
 * A column as PostgreSQL's catalog describes it.
 *
 * @param name its name
 * @param type name of the type in {@code pg_type}, of an array that of the elements;
 * empty for a type that is not PostgreSQL's own
 * @param isArray whether it is an array
 * @param modifier the type's modifier, such as a length; -1 without one
 * @param isNullable whether it takes NULL
 * @param declaration the type as in {@code CREATE TABLE}
 */
record ColumnDefinition(String name, String type, boolean isArray, int modifier, boolean isNullable,
        String declaration) {
}
