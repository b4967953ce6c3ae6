package io.rowcast.ingest.source.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import io.rowcast.ingest.source.TransactionSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the transactions that InnoDB has open, once a second for all tables of the
 * source. What had ended before a look is in every snapshot that is taken after it.
 * Thread-safe. A look blocks those who want the same, but not for long: the connection of
 * one that has no answer may be dead, and the next one looks by its own.
 * <p>
 * InnoDB tells of its transactions out of a cache, which it does not renew as long as
 * somebody reads it more often than every 100 ms. So each look has a mark in its text,
 * and the picture counts only if it shows the session that looks with that mark.
 */
final class InnodbTransactions {

    /** How old a look may be that is used again. */
    static final Duration LONGEST_AGE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(InnodbTransactions.class);

    /** Without the right to look it is tried again from time to time. */
    private static final Duration AGE_WITHOUT_RIGHT = Duration.ofMinutes(1);

    /** Longer than a pass takes to ask for the look of its snapshot. */
    private static final int REMEMBERED = 64;

    private static final int MOST_ATTEMPTS = 20;

    private static final int CACHE_MILLIS = 110;

    private static final int PROCESS_IS_MISSING = 1227;

    /** Transactions that have not written yet are told with ids that are higher. */
    private static final long IDS = 1L << 48;

    private static final String LOOK = """
            /* %s */ SELECT trx_id, trx_is_read_only,
                TIMESTAMPDIFF(SECOND, trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM')),
                trx_mysql_thread_id = CONNECTION_ID() AND trx_query LIKE '/* %1$s%%',
                TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))
            FROM information_schema.innodb_trx""";

    /** Longer than all attempts together take. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final Deque<Look> looks = new ArrayDeque<>();

    private final AtomicReference<ReentrantLock> turn = new AtomicReference<>(new ReentrantLock());

    private final AtomicBoolean isRightTold = new AtomicBoolean();

    /**
     * Returns which transactions are open, at this moment or up to a second before it.
     * @param connection that has no transaction open, and has none afterwards
     */
    TransactionSnapshot look(Connection connection) throws SQLException {
        ReentrantLock turn = take();
        try {
            Look last = newest();
            if (last == null || !last.isValid()) {
                last = freshLook(connection);
                remember(last);
            }
            return last.snapshot();
        }
        finally {
            turn.unlock();
        }
    }

    private ReentrantLock take() throws SQLException {
        try {
            while (true) {
                ReentrantLock turn = this.turn.get();
                if (turn.tryLock(LONGEST_LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                    return turn;
                }
                this.turn.compareAndSet(turn, new ReentrantLock());
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another looks at the open transactions", ex);
        }
    }

    private synchronized @Nullable Look newest() {
        return this.looks.peekLast();
    }

    private synchronized void remember(Look look) {
        this.looks.addLast(look);
        if (this.looks.size() > REMEMBERED) {
            this.looks.removeFirst();
        }
    }

    /** Returns the look that a snapshot is of; null when that was long ago. */
    synchronized @Nullable Look lookOf(TransactionSnapshot snapshot) {
        return this.looks.stream().filter(look -> look.snapshot() == snapshot).findFirst().orElse(null);
    }

    private Look freshLook(Connection connection) throws SQLException {
        try {
            for (int i = 0; i < MOST_ATTEMPTS; i++) {
                Look look = tryToLook(connection);
                if (look != null && look.isValid()) {
                    return look;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS
                    .toNanos(CACHE_MILLIS + ThreadLocalRandom.current().nextInt(CACHE_MILLIS)));
            }
        }
        catch (SQLException ex) {
            if (ex.getErrorCode() == PROCESS_IS_MISSING) {
                return withoutRight();
            }
            throw ex;
        }
        throw new SQLException("information_schema.innodb_trx takes longer than a second to read, or is read by others "
                + "more often than ten times a second, so that InnoDB does not renew it");
    }

    private @Nullable Look tryToLook(Connection connection) throws SQLException {
        long nanos = System.nanoTime();
        String mark = "rowcast " + Long.toHexString(ThreadLocalRandom.current().nextLong());
        List<Duration> silent = new ArrayList<>();
        long oldest = Long.MAX_VALUE;
        long newest = 0;
        Instant began = null;
        try (Statement statement = connection.createStatement()) {
            // Only a session with a transaction is in the picture.
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            try (ResultSet result = statement.executeQuery(LOOK.formatted(mark))) {
                while (result.next()) {
                    long id = result.getLong(1);
                    if (id < IDS) {
                        oldest = Math.min(oldest, id);
                        newest = Math.max(newest, id);
                    }
                    else if (!result.getBoolean(2)) {
                        silent.add(Duration.ofSeconds(result.getLong(3) + 1));
                    }
                    if (result.getBoolean(4)) {
                        began = Instant.EPOCH.plus(result.getLong(5), ChronoUnit.MICROS);
                    }
                }
            }
        }
        finally {
            connection.rollback();
        }
        return (began == null) ? null
                : new Look(nanos, LONGEST_AGE, new TransactionSnapshot(oldest, newest + 1), began, silent);
    }

    private Look withoutRight() {
        if (!this.isRightTold.getAndSet(true)) {
            log.warn("the user of the source may not look at information_schema.innodb_trx: how long a transaction "
                    + "may stay open is then told by gap-timeout alone, and rows of one that takes longer can be "
                    + "lost; GRANT PROCESS ON *.* to the user");
        }
        return new Look(System.nanoTime(), AGE_WITHOUT_RIGHT, TransactionSnapshot.UNTOLD, null, List.of());
    }

    /**
     * A look at the open transactions.
     *
     * @param nanos when it began, as {@link System#nanoTime()}
     * @param validity how long it may be used
     * @param snapshot between the oldest that has written and the next that will
     * @param time when the database was asked, by its clock; null where it may not be
     * asked
     * @param silent how long those are open that may write and have not
     */
    record Look(long nanos, Duration validity, TransactionSnapshot snapshot, @Nullable Instant time,
            List<Duration> silent) {

        boolean isValid() {
            return System.nanoTime() - this.nanos <= this.validity.toNanos();
        }

    }

}
