package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one table, page by page. For one thread.
 */
public final class TableReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TableReader.class);

    private final Dialect dialect;

    private final DataSource database;

    private final SourceTable table;

    private final KnownTable known;

    private final IdleLook idleLook;

    private final TableGuard guard;

    private final PageMemory memory;

    private final OpenRounds.Round round;

    private final RowOutput output;

    private final Clock clock;

    private final FetchSize fetchSize;

    private final AnswerTimeout timeout = new AnswerTimeout();

    private final PassConnections connections;

    /**
     * Reads nothing yet.
     * @param database gives connections without auto-commit, whose transactions are
     * read-only and see one snapshot
     */
    public TableReader(Dialect dialect, DataSource database, SourceTable table, PageMemory memory, OpenRounds rounds,
            RowOutput output, Clock clock) {
        this.dialect = dialect;
        this.database = database;
        this.table = table;
        this.known = new KnownTable(dialect, table);
        this.idleLook = new IdleLook(this.known, clock);
        this.guard = new TableGuard(table);
        this.memory = memory;
        this.round = rounds.round();
        this.output = output;
        this.clock = clock;
        this.fetchSize = new FetchSize(table.pageSize());
        this.connections = new PassConnections(dialect, database, this.timeout);
    }

    /** Leaves it to another reader of the table to tell what there is to tell of it. */
    public TableReader silently() {
        this.known.silence();
        return this;
    }

    /**
     * Reads what comes after a cursor, and what can be found of the gaps below it. Blocks
     * as long as the time limits of the connection allow.
     * @return a page, to be closed once it is published
     * @throws SourceFailedException when the database fails; the same may succeed later
     * @throws TableStoppedException when the table cannot be read as it is
     */
    public SourcePage read(Cursor cursor) {
        while (true) {
            try {
                long began = System.nanoTime();
                SourcePage page = pass(cursor);
                this.timeout.answered(Duration.ofNanos(System.nanoTime() - began));
                return page;
            }
            catch (SQLException ex) {
                if (!this.dialect.isTooWide(ex) || !this.fetchSize.shrink()) {
                    throw failed(ex);
                }
                log.info("{}: rows have become wide, {} at a time are fetched", this.table.name(),
                        this.fetchSize.rows());
            }
        }
    }

    /**
     * Returns the position at which reading begins, as start-from says, at this moment.
     * @throws SourceFailedException when the database fails; the same may succeed later
     * @throws TableStoppedException when the table cannot be read from there on
     */
    public Position begin() {
        Instant now = this.clock.instant();
        try (Connection connection = this.database.getConnection(); PageMemory.Share share = this.memory.share()) {
            SourceRelation.Look look = this.known.relation().look(connection);
            RowLayout current = this.known.layout(connection, look.definition());
            PageRows rows = new PageRows(new RowEncoder(this.dialect, current, this.output, now), this.table.pageSize(),
                    share);
            return this.known.reading(connection)
                .begin(new ReadPass(this.dialect, connection, look.snapshot(), now, true, rows, this.fetchSize.rows()));
        }
        catch (SQLException ex) {
            throw failed(ex);
        }
    }

    private SourcePage pass(Cursor cursor) throws SQLException {
        PageMemory.Share share = this.memory.share();
        if (this.connections.isKeptForAnother(cursor.position())) {
            // The page that came of it was not published.
            close();
        }
        PassConnections.Kept before = this.connections.take();
        Connection connection = (before != null) ? before.connection() : this.connections.open();
        try {
            SourcePage idle = (before == null) ? this.idleLook.find(connection, cursor, share) : null;
            if (idle != null) {
                connection.close();
                return idle;
            }
            SourceRelation.Look look = (before != null) ? before.look() : this.known.relation().look(connection);
            SourcePage page = page(connection, look, cursor, share);
            this.idleLook.passed(page);
            if (needsSameSnapshot()) {
                this.connections.keep(connection, look, Objects.requireNonNull(page.next().position()));
            }
            else {
                connection.close();
                this.round.end();
            }
            return page;
        }
        catch (SQLException | RuntimeException | Error ex) {
            share.close();
            this.round.end();
            giveUp(connection);
            throw ex;
        }
    }

    /** What a reading has open is gone with its snapshot. */
    private void giveUp(Connection connection) throws SQLException {
        if (needsSameSnapshot()) {
            this.known.forgetReading();
            this.dialect.discard(connection);
        }
        else {
            connection.close();
        }
    }

    private boolean needsSameSnapshot() {
        Reading<?> way = this.known.reading();
        return way != null && way.needsSameSnapshot();
    }

    private SourcePage page(Connection connection, SourceRelation.Look look, Cursor cursor, PageMemory.Share share)
            throws SQLException {
        Instant now = this.clock.instant();
        RowLayout current = this.known.layout(connection, look.definition());
        boolean isNewSchema = this.guard.pass(cursor, look.identity(), current);
        Reading<?> way = this.known.reading(connection);
        PageRows rows = new PageRows(new RowEncoder(this.dialect, current, this.output, now), pageSize(), share);
        Progress progress = (way.keepsConnection() && !this.round.begin()) ? waiting(cursor)
                : way.goOn(new ReadPass(this.dialect, connection, look.snapshot(), now, cursor.firstReading(), rows,
                        this.fetchSize.rows()), this.table, cursor.position());
        this.fetchSize.learn(rows);
        Cursor next = new Cursor(progress.next(), cursor.sequence() + rows.accepted(), progress.firstReading(),
                current.published().fingerprint(), look.identity());
        boolean isBeginning = cursor.position() == null
                && (!this.table.tracking().startFrom().isBeginning() || progress.next().isReadInRanges());
        return new SourcePage(rows.rows(), current.published(), isNewSchema, next,
                new SourcePage.Stage(cursor.firstReading(), isBeginning, progress.exhausted()), now,
                progress.findings(), share);
    }

    /** Others have a round open; this one has its turn with a later pass. */
    private static Progress waiting(Cursor cursor) {
        Position position = (cursor.position() != null) ? cursor.position() : BulkPosition.START;
        return new Progress(position, false, cursor.firstReading(), Findings.NONE);
    }

    /**
     * Returns the cursor with which reading goes on as an operator wants it who knows why
     * the table is stopped: with the columns that it had, or the table that it was, when
     * it was read last. A change that comes later is another one. A reader that has not
     * read yet looks at it now; who asked may have seen it stopped by another replica.
     * @throws SourceFailedException when the database fails; the same may succeed later
     */
    public Cursor accept(Cursor cursor) {
        if (this.known.layout() == null && cursor.position() != null) {
            compare(cursor);
        }
        return this.guard.accept(cursor);
    }

    private void compare(Cursor cursor) {
        try (Connection connection = this.connections.open()) {
            SourceRelation.Look look = this.known.relation().look(connection);
            this.guard.pass(cursor, look.identity(), this.known.layout(connection, look.definition()));
        }
        catch (TableStoppedException ex) {
            log.debug("{}: stopped", this.table.name(), ex);
        }
        catch (SQLException ex) {
            throw failed(ex);
        }
    }

    /** No more rows than make a page are asked for where all of them are sent anyway. */
    private int pageSize() {
        return this.dialect.sendsWholeResults() ? this.fetchSize.page() : this.table.pageSize();
    }

    /** Gives back what it has kept of the database. It may read on afterwards. */
    @Override
    public void close() {
        this.connections.close();
        this.known.forgetReading();
        this.round.end();
    }

    /** The server's message, without its details: they may quote values. */
    private SourceFailedException failed(SQLException failure) {
        SQLException innermost = failure;
        while (innermost.getCause() instanceof SQLException cause) {
            innermost = cause;
        }
        String message = String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
        String hint = "";
        if (this.dialect.isTooWide(failure)) {
            hint = " (a single row does not fit; raise maxResultBuffer and the heap)";
        }
        else if (this.timeout.failed(failure)) {
            hint = " (no answer for too long; the next pass may take up to " + this.timeout.limit().toSeconds() + " s)";
        }
        return new SourceFailedException("table " + this.table.name() + " cannot be read: " + message + hint, failure);
    }

}
