package io.rowcast.ingest.source;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** Reads the value of one column as its schema wants it. */
public interface ColumnReader {

    /**
     * Returns the value, null for SQL's NULL.
     * @throws UnrepresentableValueException when the schema has no place for it
     */
    @Nullable Object read(ResultSet row, int index) throws SQLException;

}
