package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of the passes over one table, of which one may be kept for the next
 * pass, with its snapshot. For one thread.
 */
final class PassConnections implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PassConnections.class);

    private final Dialect dialect;

    private final DataSource database;

    private final AnswerTimeout timeout;

    private @Nullable Kept kept;

    PassConnections(Dialect dialect, DataSource database, AnswerTimeout timeout) {
        this.dialect = dialect;
        this.database = database;
        this.timeout = timeout;
    }

    /** Returns one that is given up when the database is silent for long. */
    Connection open() throws SQLException {
        Connection connection = this.database.getConnection();
        try {
            this.timeout.apply(connection);
            return connection;
        }
        catch (SQLException ex) {
            connection.close();
            throw ex;
        }
    }

    /** Keeps a snapshot for the pass that goes on from a position. */
    void keep(Connection connection, SourceRelation.Look look, Position position) {
        this.kept = new Kept(connection, look, position);
    }

    /** Whether a snapshot is kept from which one cannot go on from a position. */
    boolean isKeptForAnother(@Nullable Position position) {
        return this.kept != null && !this.kept.position().equals(position);
    }

    /** Hands over the snapshot that is kept, null if none is. */
    @Nullable Kept take() {
        Kept taken = this.kept;
        this.kept = null;
        return taken;
    }

    /** Gives back what is kept. */
    @Override
    public void close() {
        Kept last = take();
        if (last != null) {
            try {
                this.dialect.discard(last.connection());
            }
            catch (SQLException ex) {
                log.debug("a connection cannot be given back", ex);
            }
        }
    }

    /**
     * A snapshot that is kept for the next pass.
     *
     * @param connection that has it
     * @param look what it looks like in it
     * @param position where the next pass goes on
     */
    record Kept(Connection connection, SourceRelation.Look look, Position position) {
    }

}
