package io.rowcast.ingest.publish;

import java.util.Set;

/** Some rows are larger than the broker takes. Nothing of the page was published. */
public final class RowsTooLargeException extends RuntimeException {

    private final Set<Integer> rows;

    RowsTooLargeException(Set<Integer> rows) {
        super(rows.size() + " rows are larger than the broker takes");
        this.rows = Set.copyOf(rows);
    }

    /** Returns the indices of the rows in the page. */
    public Set<Integer> rows() {
        return this.rows;
    }

}
