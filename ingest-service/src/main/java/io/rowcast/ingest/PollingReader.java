package io.rowcast.ingest;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.Position;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.StartFrom;
import io.rowcast.ingest.source.TableReader;
import io.rowcast.ingest.source.TableStoppedException;

/**
 * What polls one table: a reader that begins anew when an operator wants something else.
 * For one thread.
 */
final class PollingReader implements AutoCloseable {

    private final ChosenTable table;

    private final Workers.Readers readers;

    private TableReader reader;

    PollingReader(ChosenTable table, Workers.Readers readers) {
        this.table = table;
        this.readers = readers;
        this.reader = reader(table.source());
    }

    private TableReader reader(SourceTable source) {
        return this.readers.of(source, this.table.published().topic());
    }

    /**
     * Reads a page, see {@link TableReader#read}.
     * @throws TableStoppedException also when the table is not to be read at all
     */
    SourcePage read(Cursor cursor) {
        if (this.table.refusal() != null) {
            throw new TableStoppedException(this.table.refusal());
        }
        return this.reader.read(cursor);
    }

    /** See {@link TableReader#accept}. */
    Cursor accept(Cursor cursor) {
        return this.reader.accept(cursor);
    }

    /** Returns the position at which reading begins that starts elsewhere. */
    Position begin(StartFrom start) {
        try (TableReader other = reader(this.table.source().startingFrom(start))) {
            return other.begin();
        }
    }

    /** Forgets all that is known of the table. */
    void renew() {
        this.reader.close();
        this.reader = reader(this.table.source());
    }

    /** Gives back what is kept of the database. */
    @Override
    public void close() {
        this.reader.close();
    }

}
