package io.rowcast.ingest.source;

import java.sql.SQLException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A way of reading a table: it finds what has come since a position. One is made for each
 * layout of the table and used by one thread.
 *
 * @param <P> the positions that it knows
 */
interface Reading<P extends Position> {

    /** Returns the type of its positions, to tell one that another way has left. */
    Class<P> positions();

    /** Returns where to begin, as {@code start-from} says, in the snapshot of a pass. */
    P begin(ReadPass pass) throws SQLException;

    /** Adds rows to a page and says where to go on once they are published. */
    Progress read(ReadPass pass, P from) throws SQLException;

    /** Whether it keeps a connection over several passes. */
    default boolean keepsConnection() {
        return false;
    }

    /** Whether the next pass must be in the same snapshot. */
    default boolean needsSameSnapshot() {
        return false;
    }

    /**
     * Returns a condition that is true where a pass from a position would find something;
     * null where only a pass can tell.
     */
    default @Nullable String news(Position from, Instant now) {
        return null;
    }

    /**
     * Goes on from a position of any kind.
     * @throws TableStoppedException when it is not one of this way
     */
    default Progress goOn(ReadPass pass, SourceTable table, @Nullable Position from) throws SQLException {
        if (from == null) {
            return read(pass, begin(pass));
        }
        if (!positions().isInstance(from)) {
            throw table.stopped("its cursor is of another mode than " + table.tracking().mode()
                    + "; set the mode back, or reset the table to read it from start-from on");
        }
        return read(pass, positions().cast(from));
    }

}
