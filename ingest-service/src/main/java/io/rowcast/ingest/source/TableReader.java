package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

import javax.sql.DataSource;

import io.rowcast.record.RowJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one table, page by page. For one thread.
 */
public final class TableReader {

    private static final Logger log = LoggerFactory.getLogger(TableReader.class);

    /** What the driver fetches at once, and holds beside the page. */
    private static final int FETCH_BYTES = 1 << 20;

    private static final int FIRST_FETCH_SIZE = 100;

    private final DataSource database;

    private final SourceTable table;

    private final TableCatalog catalog;

    private final PageMemory memory;

    private final Clock clock;

    private final RowJson json = new RowJson();

    private @Nullable RowLayout layout;

    private int fetchSize = FIRST_FETCH_SIZE;

    /**
     * Reads nothing yet.
     * @param database gives connections without auto-commit, whose transactions are
     * read-only and see one snapshot
     */
    public TableReader(DataSource database, SourceTable table, PageMemory memory, Clock clock) {
        this.database = database;
        this.table = table;
        this.catalog = new TableCatalog(table);
        this.memory = memory;
        this.clock = clock;
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
                if (!isTooWide(ex) || this.fetchSize == 1) {
                    throw failed(ex);
                }
                this.fetchSize = Math.max(1, this.fetchSize / 10);
                log.info("{}: rows have become wide, {} at a time are fetched", this.table.name(), this.fetchSize);
            }
        }
    }

    private SourcePage pass(Cursor cursor) throws SQLException {
        PageMemory.Share share = this.memory.share();
        try (Connection connection = this.database.getConnection()) {
            return page(connection, cursor, share);
        }
        catch (SQLException | RuntimeException | Error ex) {
            share.close();
            throw ex;
        }
    }

    private SourcePage page(Connection connection, Cursor cursor, PageMemory.Share share) throws SQLException {
        Instant now = this.clock.instant();
        TableCatalog.Look look = this.catalog.lockAndLook(connection);
        RowLayout current = layout(connection, look.definition());
        PageRows rows = new PageRows(new RowEncoder(current, this.json), this.table.pageSize(), share);
        ReadPass pass = new ReadPass(connection, this.table, look.snapshot(), now, rows, this.fetchSize);
        Gaps.Outcome gaps = pass.lookForGaps(cursor.gaps());
        Cursor next = pass.readOn(cursor, gaps.gaps());
        if (!rows.rows().isEmpty()) {
            this.fetchSize = Math.clamp(FETCH_BYTES / rows.widest(), 1, this.table.pageSize());
        }
        return new SourcePage(rows.rows(), current.published(), next, cursor.firstReading(), pass.isExhausted(), now,
                gaps.givenUp(), gaps.givenUpInitially(), share);
    }

    private RowLayout layout(Connection connection, String definition) throws SQLException {
        RowLayout current = this.layout;
        if (current == null || !current.definition().equals(definition)) {
            current = this.catalog.layout(connection, definition);
            log.info("{}: rows have schema {}, key {}", this.table.name(), current.published().fingerprint(),
                    current.keyFields().stream().map(field -> field.name()).toList());
            this.layout = current;
        }
        return current;
    }

    private static boolean isTooWide(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("maxResultBuffer");
    }

    /** The server's message, without its details: they may quote values. */
    private SourceFailedException failed(SQLException failure) {
        SQLException innermost = failure;
        while (innermost.getCause() instanceof SQLException cause) {
            innermost = cause;
        }
        String message = String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
        String hint = isTooWide(failure) ? " (a single row does not fit; raise maxResultBuffer and the heap)" : "";
        return new SourceFailedException("table " + this.table.name() + " cannot be read: " + message + hint, failure);
    }

}
