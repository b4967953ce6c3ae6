package io.rowcast.ingest.source;

/**
 * A table, as the database spells it.
 *
 * @param schema its schema
 * @param table its name in the schema
 */
public record TableName(String schema, String table) {

    /** Parses {@code schema.table}, or {@code table} for one in the given schema. */
    public static TableName parse(String name, String defaultSchema) {
        int dot = name.indexOf('.');
        return (dot < 0) ? new TableName(defaultSchema, name)
                : new TableName(name.substring(0, dot), name.substring(dot + 1));
    }

    @Override
    public String toString() {
        return this.schema + "." + this.table;
    }

}
