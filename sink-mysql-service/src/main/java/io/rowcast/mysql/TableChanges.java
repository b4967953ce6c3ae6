package io.rowcast.mysql;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a batch does to one table. */
sealed interface TableChanges permits AppendedRows, LatestRows {

    /** Adds a record behind those of its partition that were added before. */
    void add(RowLayout layout, @Nullable Object[] values);

    /** Returns the rows in the order in which they are to be written. */
    List<RowRun> runs();

    static TableChanges of(WriteMode mode) {
        return switch (mode) {
            case INSERT -> new AppendedRows();
            case UPSERT -> new LatestRows();
        };
    }

}
