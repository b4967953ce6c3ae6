package io.rowcast.ingest.source;

import java.sql.SQLException;
import java.time.Instant;

/** Tells until when a row with an old timestamp can come. For one thread. */
public interface TransactionTimes {

    /**
     * Looks at the clock, and at the transactions that are open beside that of a pass.
     */
    Times look(ReadPass pass) throws SQLException;

    /**
     * The database's clock in a pass.
     *
     * @param now before the snapshot
     * @param seen after it
     * @param settled no row comes any more that was made before this time
     */
    record Times(Instant now, Instant seen, Instant settled) {
    }

}
