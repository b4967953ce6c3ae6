package io.rowcast.ingest.source;

import java.util.List;

/**
 * A place in the order of rows.
 *
 * @param values of the columns of the order as the database prints them; of the first of
 * them at least
 * @param inclusive whether the rows with these values lie above
 */
public record Bound(List<String> values, boolean inclusive) {

    /** Above which are all rows behind one. */
    static Bound after(List<String> values) {
        return new Bound(values, false);
    }

    /** Above which are all rows from a value of the first column on. */
    static Bound from(String value) {
        return new Bound(List.of(value), true);
    }

}
