package io.rowcast.mysql;

import java.util.ArrayList;
import java.util.List;

import io.rowcast.mysql.RowRun.Action;
import org.jspecify.annotations.Nullable;

/**
 * Every record becomes a row, in the order of the offsets; a delete stands in between.
 */
final class AppendedRows implements TableChanges {

    private final List<RowRun> runs = new ArrayList<>();

    @Override
    public void add(RowLayout layout, @Nullable Object[] values) {
        if (this.runs.isEmpty() || this.runs.getLast().layout() != layout) {
            this.runs.add(new RowRun(layout.deletes() ? Action.DELETE : Action.INSERT, layout, new ArrayList<>()));
        }
        this.runs.getLast().rows().add(values);
    }

    @Override
    public List<RowRun> runs() {
        return this.runs;
    }

}
