package io.rowcast.ingest.source;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A table to read, and how.
 *
 * @param name the table; for a query, what its rows are called
 * @param query a SELECT to read in place of a table, or null
 * @param tracking how new rows are found
 * @param keyColumns what makes up the key of a record; without any, the primary key
 * @param pageSize rows read at once, at most
 * @param onUnmappedColumn what becomes of a column whose type has no mapping
 * @param schemaChange what happens when the rows get another schema
 */
public record SourceTable(TableName name, @Nullable String query, Tracking tracking, List<String> keyColumns,
        int pageSize, OnUnmappedColumn onUnmappedColumn, SchemaChange schemaChange) {

    /** Returns the same table, to be read from another place on. */
    public SourceTable startingFrom(StartFrom start) {
        return new SourceTable(this.name, this.query, this.tracking.startingFrom(start), this.keyColumns, this.pageSize,
                this.onUnmappedColumn, this.schemaChange);
    }

    /** Returns the same table, of which fewer rows are read at once. */
    public SourceTable inPagesOf(int rows) {
        return new SourceTable(this.name, this.query, this.tracking, this.keyColumns, rows, this.onUnmappedColumn,
                this.schemaChange);
    }

    public TableStoppedException stopped(String why) {
        return new TableStoppedException("table " + this.name + ": " + why);
    }

}
