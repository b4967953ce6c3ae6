package io.rowcast.ingest.source;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long the database may be silent in a pass before its connection is taken for dead,
 * as one is behind which a machine or a firewall was lost. Reading by an index takes
 * milliseconds, so seconds will do as soon as a pass has shown that; where passes take
 * long, or have had no answer, the next may take longer. The connection's own time limit
 * is never exceeded. For one thread.
 */
final class AnswerTimeout {

    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofHours(1);

    /** How much longer than the last pass the next one may take. */
    private static final int MARGIN = 4;

    private Duration limit = LONGEST;

    /** Returns what a connection is to be limited to. */
    Duration limit() {
        return this.limit;
    }

    /** Limits a connection until it is given back. */
    void apply(Connection connection) throws SQLException {
        int own = connection.getNetworkTimeout();
        int millis = Math.toIntExact(this.limit.toMillis());
        connection.setNetworkTimeout(Runnable::run, (own > 0) ? Math.min(own, millis) : millis);
    }

    /** A pass was made. */
    void answered(Duration took) {
        this.limit = between(took.multipliedBy(MARGIN));
    }

    /**
     * A pass has failed.
     * @return whether because there was no answer
     */
    boolean failed(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                this.limit = between(this.limit.multipliedBy(2));
                return true;
            }
        }
        return false;
    }

    private static Duration between(Duration wanted) {
        Duration atLeast = (wanted.compareTo(SHORTEST) < 0) ? SHORTEST : wanted;
        return (atLeast.compareTo(LONGEST) > 0) ? LONGEST : atLeast;
    }

}
