package io.rowcast.ingest.source;

import org.apache.kafka.connect.data.Schema;

/**
 * A column that travels.
 *
 * @param name its name
 * @param index its place in the results of queries, from 1
 * @param type what it becomes
 * @param isNullable whether it takes NULL
 * @param declaration its type as in {@code CREATE TABLE}
 */
public record RowColumn(String name, int index, ColumnType type, boolean isNullable, String declaration) {

    Schema schema() {
        return this.isNullable ? this.type.schema().optional().build() : this.type.schema().build();
    }

    /** The column in a row in which its value has no place in the usual schema. */
    RowColumn exact() {
        return new RowColumn(this.name, this.index, this.type.orExact(), false, this.declaration);
    }

    @Override
    public String toString() {
        return this.name + " " + this.declaration + (this.isNullable ? "" : " NOT NULL");
    }

}
