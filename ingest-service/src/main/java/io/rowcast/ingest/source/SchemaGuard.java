package io.rowcast.ingest.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Lets rows pass with another schema than those before them, or stops their table until
 * the change is accepted. What rows had before is in the cursor, so neither a restart nor
 * another replica takes a change for granted. For one thread, but for {@link #accept}.
 */
final class SchemaGuard {

    private final SourceTable table;

    /** What passed last; null since the start of this process. */
    private @Nullable RowLayout last;

    private volatile @Nullable String refused;

    private volatile @Nullable String accepted;

    SchemaGuard(SourceTable table) {
        this.table = table;
    }

    /**
     * Lets rows pass, or does not.
     * @param before fingerprint of the schema that rows had last; null before the first
     * @return whether they have another one now
     * @throws TableStoppedException when that has to be accepted first
     */
    boolean pass(@Nullable String before, RowLayout now) {
        String fingerprint = now.published().fingerprint();
        boolean isNew = before != null && !before.equals(fingerprint);
        if (isNew && this.table.schemaChange() == SchemaChange.PAUSE && !fingerprint.equals(this.accepted)) {
            this.refused = fingerprint;
            throw new TableStoppedException("table " + this.table.name() + " has changed: " + difference(before, now)
                    + "; resume it to publish rows with the new schema, or undo the change");
        }
        this.last = now;
        this.refused = null;
        return isNew;
    }

    /** Accepts the change because of which the table is stopped, and no other. */
    void accept() {
        this.accepted = this.refused;
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

}
