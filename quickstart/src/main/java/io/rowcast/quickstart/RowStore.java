package io.rowcast.quickstart;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A place where the rows of the table have arrived, and that can be asked for them. */
public interface RowStore {

    /** Returns its name in the line that tells the result. */
    String name();

    /**
     * Returns how many rows it has now, doubled ones included.
     * @throws Exception if it does not answer
     */
    long count() throws Exception;

    /**
     * Reads every row, in any order.
     * @param rows takes each row: every column's value as text, null for NULL.
     * {@code birthdate} and {@code timestamp} are written as ISO 8601, to the microsecond
     * @throws Exception if it does not answer
     */
    void read(Consumer<Map<String, @Nullable String>> rows) throws Exception;

}
