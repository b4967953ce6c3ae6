package io.rowcast.ingest.source.mysql;

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
 * MySQL's clock and transactions. When a transaction began InnoDB tells to the second
 * only, and in the zone of the server's system, in which an hour comes twice a year. So
 * of those that have written their ids tell: it is known when all had ended that are
 * lower. Of those that have not written yet the time has to do.
 */
final class MySqlTransactions implements TransactionTimes {

    private final OpenTransactions open = new OpenTransactions();

    private final InnodbTransactions innodb;

    private final Duration lookback;

    private final Duration silence;

    MySqlTransactions(InnodbTransactions innodb, Duration lookback, Duration silence) {
        this.innodb = innodb;
        this.lookback = lookback;
        this.silence = silence;
    }

    /** Returns the time of the database's clock. */
    static Instant clock(ReadPass pass) throws SQLException {
        try (PreparedStatement statement = pass
            .prepare("SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))");
                ResultSet result = statement.executeQuery()) {
            result.next();
            Instant time = Instant.EPOCH.plus(result.getLong(1), ChronoUnit.MICROS);
            // A result that is sent row by row has to be read to its end.
            result.next();
            return time;
        }
    }

    @Override
    public Times look(ReadPass pass) throws SQLException {
        Instant now = clock(pass);
        InnodbTransactions.Look look = this.innodb.lookOf(pass.snapshot());
        if (look == null) {
            return new Times(now, now, OpenTransactions.UNKNOWN);
        }
        Instant time = look.time();
        if (time == null) {
            return new Times(now, now, now.minus(this.silence).minus(this.lookback));
        }
        Instant oldest = look.silent()
            .stream()
            .filter(age -> age.compareTo(this.silence) <= 0)
            .map(time::minus)
            .min(Instant::compareTo)
            .orElse(time);
        Instant since = this.open.since(pass.snapshot(), new OpenTransactions.Look(time, oldest, false));
        return new Times(now, now, since.equals(OpenTransactions.UNKNOWN) ? since : since.minus(this.lookback));
    }

}
