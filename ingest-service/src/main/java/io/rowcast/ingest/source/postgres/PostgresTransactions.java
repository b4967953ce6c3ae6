package io.rowcast.ingest.source.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.rowcast.ingest.source.OpenTransactions;
import io.rowcast.ingest.source.ReadPass;
import io.rowcast.ingest.source.TransactionTimes;

/**
 * PostgreSQL's clock and transactions. Of other roles' transactions it is told when they
 * began only to members of {@code pg_read_all_stats}; for others the transaction ids of
 * earlier snapshots have to do.
 */
final class PostgresTransactions implements TransactionTimes {

    /**
     * Sessions of this service write nothing, nor do those of the server's that are left
     * out. A transaction that has not written yet may be one that only reads, for hours:
     * that is waited for up to a limit.
     */
    private static final String LOOK = """
            SELECT %1$s, %2$s,
                (SELECT %3$s FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND backend_type NOT IN ('autovacuum worker', 'parallel worker', 'walsender')
                    AND NOT (usename = current_user AND application_name = current_setting('application_name'))
                    AND (backend_xid IS NOT NULL OR xact_start > now() - ? * interval '1 millisecond')),
                NOT EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS writing
                    WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE backend_xid = writing::xid))"""
        .formatted(micros("now()"), micros("clock_timestamp()"), micros("min(xact_start)"));

    private final OpenTransactions open = new OpenTransactions();

    private final Duration lookback;

    private final Duration silence;

    /**
     * Looks at nothing yet.
     * @param lookback how late a row may come beyond the duration of its transaction
     * @param silence how long a transaction may last before it first writes
     */
    PostgresTransactions(Duration lookback, Duration silence) {
        this.lookback = lookback;
        this.silence = silence;
    }

    private static String micros(String time) {
        return "(extract(epoch FROM " + time + ") * 1000000)::int8";
    }

    /** Returns the time of the database's clock. */
    static Instant clock(ReadPass pass) throws SQLException {
        try (PreparedStatement statement = pass.prepare("SELECT " + micros("clock_timestamp()"));
                ResultSet result = statement.executeQuery()) {
            result.next();
            return instant(result.getLong(1));
        }
    }

    @Override
    public Times look(ReadPass pass) throws SQLException {
        try (PreparedStatement statement = pass.prepare(LOOK)) {
            statement.setLong(1, this.silence.toMillis());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                Instant began = instant(result.getLong(1));
                Instant seen = instant(result.getLong(2));
                long oldest = result.getLong(3);
                Instant since = (result.wasNull() || instant(oldest).isAfter(began)) ? began : instant(oldest);
                Instant open = this.open.since(pass.snapshot(),
                        new OpenTransactions.Look(began, since, result.getBoolean(4)));
                return new Times(began, seen, open.equals(OpenTransactions.UNKNOWN) ? open : open.minus(this.lookback));
            }
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

}
