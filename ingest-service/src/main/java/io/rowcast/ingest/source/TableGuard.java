package io.rowcast.ingest.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Lets rows pass that do not go with the cursor, or stops their table until an operator
 * says how to go on: when it is another table of the same name, and where that is asked,
 * when its columns have changed. What it was before is in the cursor, so neither a
 * restart nor another replica takes a change for granted. For one thread.
 */
final class TableGuard {

    private final SourceTable table;

    /** What passed last; null since the start of this process. */
    private @Nullable RowLayout last;

    private @Nullable Change refused;

    TableGuard(SourceTable table) {
        this.table = table;
    }

    /**
     * Lets rows pass, or does not.
     * @param before where reading stands
     * @param identity what tells the table from others of its name; null where nothing
     * does
     * @return whether the rows have another schema now
     * @throws TableStoppedException when that has to be accepted first
     */
    boolean pass(Cursor before, @Nullable String identity, RowLayout now) {
        String fingerprint = now.published().fingerprint();
        boolean isNew = before.schema() != null && !before.schema().equals(fingerprint);
        this.refused = new Change(identity, fingerprint);
        if (isAnotherTable(before, identity)) {
            throw this.table.stopped("it was dropped and created anew (" + before.identity() + " is now " + identity
                    + "), and may have other rows at the ids that were read; reset it to beginning to read all of it, "
                    + "or resume it to go on from " + before.position());
        }
        if (isNew && this.table.schemaChange() == SchemaChange.PAUSE) {
            throw new TableStoppedException(
                    "table " + this.table.name() + " has changed: " + difference(before.schema(), now)
                            + "; resume it to publish rows with the new schema, or undo the change");
        }
        this.last = now;
        this.refused = null;
        return isNew;
    }

    private static boolean isAnotherTable(Cursor before, @Nullable String identity) {
        return before.identity() != null && identity != null && !before.identity().equals(identity)
                && before.position() != null && before.position().passesOverRows();
    }

    /** Returns the cursor with which passes what was refused last, and nothing else. */
    Cursor accept(Cursor cursor) {
        Change change = this.refused;
        return (change != null) ? new Cursor(cursor.position(), cursor.sequence(), cursor.firstReading(),
                change.fingerprint(), change.identity()) : cursor;
    }

    private String difference(@Nullable String before, RowLayout now) {
        RowLayout known = this.last;
        if (known == null || !known.published().fingerprint().equals(before)) {
            return "its rows had schema " + before + ", now they have " + now.published().fingerprint()
                    + " with the columns " + now.usual().columns();
        }
        Map<String, RowColumn> former = new LinkedHashMap<>();
        known.usual().columns().forEach(column -> former.put(column.name(), column));
        List<String> differences = new ArrayList<>();
        for (RowColumn column : now.usual().columns()) {
            RowColumn other = former.remove(column.name());
            if (other == null) {
                differences.add("there is a new column " + column);
            }
            else if (!Objects.equals(other.schema(), column.schema())) {
                differences.add("column " + other + " is now " + column);
            }
        }
        former.values().forEach(column -> differences.add("column " + column + " is gone"));
        return differences.isEmpty() ? "its columns have another order" : String.join(", ", differences);
    }

    private record Change(@Nullable String identity, String fingerprint) {
    }

}
