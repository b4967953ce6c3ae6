package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads one table, page by page. For one thread.
 */
public final class TableReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TableReader.class);

    /** What the driver fetches at once, and holds beside the page. */
    private static final int FETCH_BYTES = 1 << 20;

    private static final int FIRST_FETCH_SIZE = 100;

    private final Dialect dialect;

    private final DataSource database;

    private final SourceTable table;

    private final SourceRelation relation;

    private final TableGuard guard;

    private final PageMemory memory;

    private final OpenRounds.Round round;

    private final RowOutput output;

    private final Clock clock;

    private @Nullable RowLayout layout;

    private @Nullable Reading<?> reading;

    /** What the next pass must be in. */
    private @Nullable Kept kept;

    /** Bytes of a row, on average. */
    private int width = PageRows.MOST_BYTES / FIRST_FETCH_SIZE;

    private int fetchSize = FIRST_FETCH_SIZE;

    private boolean isSilent;

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
        this.relation = dialect.relation(table);
        this.guard = new TableGuard(table);
        this.memory = memory;
        this.round = rounds.round();
        this.output = output;
        this.clock = clock;
    }

    /** Leaves it to another reader of the table to tell what there is to tell of it. */
    public TableReader silently() {
        this.isSilent = true;
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
                return pass(cursor);
            }
            catch (SQLException ex) {
                if (!this.dialect.isTooWide(ex) || this.fetchSize == 1) {
                    throw failed(ex);
                }
                this.fetchSize = Math.max(1, this.fetchSize / 10);
                log.info("{}: rows have become wide, {} at a time are fetched", this.table.name(), this.fetchSize);
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
            SourceRelation.Look look = this.relation.look(connection);
            RowLayout current = layout(connection, look.definition());
            PageRows rows = new PageRows(new RowEncoder(this.dialect, current, this.output, now), this.table.pageSize(),
                    share);
            return reading(connection, current)
                .begin(new ReadPass(this.dialect, connection, look.snapshot(), now, true, rows, this.fetchSize));
        }
        catch (SQLException ex) {
            throw failed(ex);
        }
    }

    private SourcePage pass(Cursor cursor) throws SQLException {
        PageMemory.Share share = this.memory.share();
        Kept before = this.kept;
        if (before != null && !before.position().equals(cursor.position())) {
            // The page that came of it was not published.
            close();
            before = null;
        }
        Connection connection = (before != null) ? before.connection() : this.database.getConnection();
        this.kept = null;
        try {
            SourceRelation.Look look = (before != null) ? before.look() : this.relation.look(connection);
            SourcePage page = page(connection, look, cursor, share);
            if (this.reading != null && this.reading.needsSameSnapshot()) {
                this.kept = new Kept(connection, look, Objects.requireNonNull(page.next().position()));
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
        if (this.reading != null && this.reading.needsSameSnapshot()) {
            this.reading = null;
            this.dialect.discard(connection);
        }
        else {
            connection.close();
        }
    }

    private SourcePage page(Connection connection, SourceRelation.Look look, Cursor cursor, PageMemory.Share share)
            throws SQLException {
        Instant now = this.clock.instant();
        RowLayout current = layout(connection, look.definition());
        boolean isNewSchema = this.guard.pass(cursor, look.identity(), current);
        Reading<?> way = reading(connection, current);
        PageRows rows = new PageRows(new RowEncoder(this.dialect, current, this.output, now), pageSize(), share);
        Progress progress = (way.keepsConnection() && !this.round.begin()) ? waiting(cursor)
                : way.goOn(new ReadPass(this.dialect, connection, look.snapshot(), now, cursor.firstReading(), rows,
                        this.fetchSize), this.table, cursor.position());
        if (!rows.rows().isEmpty()) {
            this.fetchSize = Math.clamp(FETCH_BYTES / rows.widest(), 1, this.table.pageSize());
            this.width = Math.max(1, rows.averageBytes());
        }
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
        if (this.layout == null && cursor.position() != null) {
            compare(cursor);
        }
        return this.guard.accept(cursor);
    }

    private void compare(Cursor cursor) {
        try (Connection connection = this.database.getConnection()) {
            SourceRelation.Look look = this.relation.look(connection);
            this.guard.pass(cursor, look.identity(), layout(connection, look.definition()));
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
        return this.dialect.sendsWholeResults() ? Math.clamp(PageRows.MOST_BYTES / this.width, 1, this.table.pageSize())
                : this.table.pageSize();
    }

    private RowLayout layout(Connection connection, String definition) throws SQLException {
        RowLayout current = this.layout;
        if (current == null || !current.definition().equals(definition)) {
            current = this.relation.layout(connection, definition);
            log.atLevel(this.isSilent ? Level.DEBUG : Level.INFO)
                .log("{}: rows have schema {}, key {}", this.table.name(), current.published().fingerprint(),
                        current.usual().keyFields().stream().map(field -> field.name()).toList());
            this.layout = current;
            this.reading = null;
        }
        return current;
    }

    private Reading<?> reading(Connection connection, RowLayout current) throws SQLException {
        Reading<?> way = this.reading;
        if (way == null) {
            way = new Readings(this.dialect, this.table, this.relation, current)
                .choose(this.isSilent ? null : connection);
            this.reading = way;
        }
        return way;
    }

    /** Gives back what it has kept of the database. It may read on afterwards. */
    @Override
    public void close() {
        Kept before = this.kept;
        this.kept = null;
        this.reading = null;
        this.round.end();
        if (before != null) {
            try {
                this.dialect.discard(before.connection());
            }
            catch (SQLException ex) {
                log.debug("{}: a connection cannot be given back", this.table.name(), ex);
            }
        }
    }

    /** The server's message, without its details: they may quote values. */
    private SourceFailedException failed(SQLException failure) {
        SQLException innermost = failure;
        while (innermost.getCause() instanceof SQLException cause) {
            innermost = cause;
        }
        String message = String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
        String hint = this.dialect.isTooWide(failure)
                ? " (a single row does not fit; raise maxResultBuffer and the heap)" : "";
        return new SourceFailedException("table " + this.table.name() + " cannot be read: " + message + hint, failure);
    }

    /**
     * A snapshot that is kept for the next pass.
     *
     * @param connection that has it
     * @param look what it looks like in it
     * @param position where the next pass goes on
     */
    private record Kept(Connection connection, SourceRelation.Look look, Position position) {
    }

}
