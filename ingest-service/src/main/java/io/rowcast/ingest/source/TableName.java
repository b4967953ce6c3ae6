package io.rowcast.ingest.source;

/**
 * A table, as the database spells it.
 *
 * @param schema its schema
 * @param table its name in the schema
 */
public record TableName(String schema, String table) {

    /** The schema of a name without one. */
    public static final String PUBLIC = "public";

    /** Parses {@code schema.table}, or {@code table} for one in {@code public}. */
    public static TableName parse(String name) {
        int dot = name.indexOf('.');
        return (dot < 0) ? new TableName(PUBLIC, name) : new TableName(name.substring(0, dot), name.substring(dot + 1));
    }

    @Override
    public String toString() {
        return this.schema + "." + this.table;
    }

}
