package io.rowcast.mysql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.mysql.RowRun.Action;
import org.jspecify.annotations.Nullable;

/**
 * The last record of each key, a tombstone included; the others leave no trace. Written
 * in the order of the keys.
 */
final class LatestRows implements TableChanges {

    private final Map<RowKey, Change> latest = new HashMap<>();

    @Override
    public void add(RowLayout layout, @Nullable Object[] values) {
        this.latest.put(layout.key(values), new Change(layout, values));
    }

    @Override
    public List<RowRun> runs() {
        Map<RowLayout, RowRun> runs = new LinkedHashMap<>();
        this.latest.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).forEach(change -> {
            Action action = change.layout().deletes() ? Action.DELETE : Action.UPSERT;
            runs.computeIfAbsent(change.layout(), layout -> new RowRun(action, layout, new ArrayList<>()))
                .rows()
                .add(change.values());
        });
        return List.copyOf(runs.values());
    }

    private record Change(RowLayout layout, @Nullable Object[] values) {
    }

}
