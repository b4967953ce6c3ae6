package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What follows from a table's definition, until that changes: what its rows look like,
 * and the way in which they are read. For one thread.
 */
final class KnownTable {

    private static final Logger log = LoggerFactory.getLogger(KnownTable.class);

    private final Dialect dialect;

    private final SourceTable table;

    private final SourceRelation relation;

    private boolean isSilent;

    private @Nullable RowLayout layout;

    private @Nullable Reading<?> reading;

    KnownTable(Dialect dialect, SourceTable table) {
        this.dialect = dialect;
        this.table = table;
        this.relation = dialect.relation(table);
    }

    SourceRelation relation() {
        return this.relation;
    }

    /** Leaves it to another to tell what there is to tell. */
    void silence() {
        this.isSilent = true;
    }

    /** Returns the layout that a definition has. */
    RowLayout layout(Connection connection, String definition) throws SQLException {
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

    /** Returns the layout that was found last, null before the first. */
    @Nullable RowLayout layout() {
        return this.layout;
    }

    /** Returns the way to read by the layout that was found last. */
    Reading<?> reading(Connection connection) throws SQLException {
        Reading<?> way = this.reading;
        if (way == null) {
            way = new Readings(this.dialect, this.table, this.relation, Objects.requireNonNull(this.layout))
                .choose(this.isSilent ? null : connection);
            this.reading = way;
        }
        return way;
    }

    /** Returns the way in which the last pass has read, null if there is none. */
    @Nullable Reading<?> reading() {
        return this.reading;
    }

    /** The way of reading begins anew. */
    void forgetReading() {
        this.reading = null;
    }

}
