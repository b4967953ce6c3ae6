package io.rowcast.mysql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a batch does to which table, before anything is written: so the records
 * that have no place in their table are found all at once, and by name. Tables are in the
 * order of their names, against deadlocks. Used by one thread.
 */
final class BatchPlan {

    private final TableCatalog catalog;

    private final TableNames names;

    private final WriteMode mode;

    private final Map<String, TableChanges> changes = new TreeMap<>();

    private final Map<RowShape, UnwritableRowException> refused = new HashMap<>();

    private final List<Rejection> rejections = new ArrayList<>();

    private @Nullable RowShape lastShape;

    private @Nullable RowLayout lastLayout;

    BatchPlan(TableCatalog catalog, TableNames names, WriteMode mode) {
        this.catalog = catalog;
        this.names = names;
        this.mode = mode;
    }

    /** Adds a record that is decoded. */
    void add(TopicRecord record) {
        try {
            RowShape shape = shape(record);
            RowLayout layout = layout(shape);
            if (layout != null) {
                @Nullable Object[] values = layout.encode(record);
                this.changes.computeIfAbsent(shape.table(), table -> TableChanges.of(this.mode)).add(layout, values);
            }
        }
        catch (UnwritableRowException ex) {
            this.rejections.add(new Rejection(record, ex));
        }
    }

    /**
     * Returns what is to be written, in order.
     * @throws SinkRejectionException naming the records that have no place in their table
     */
    List<RowRun> runs() {
        if (!this.rejections.isEmpty()) {
            throw new SinkRejectionException(this.rejections);
        }
        return this.changes.values().stream().flatMap(each -> each.runs().stream()).toList();
    }

    private RowShape shape(TopicRecord record) {
        SinkRecord decoded = record.decoded();
        Schema key = (decoded.key() instanceof Struct struct) ? struct.schema() : null;
        Schema value = (decoded.value() instanceof Struct struct) ? struct.schema() : null;
        if ((key == null || key.fields().isEmpty()) && (value == null || this.mode == WriteMode.UPSERT)) {
            throw new UnwritableRowException("the record's key is not an object of columns, which "
                    + ((value == null) ? "a delete" : "rowcast.mysql.mode upsert") + " needs");
        }
        String table = this.names.table(record.topic());
        RowShape last = this.lastShape;
        // Records mostly come with the very same schemas as the one before.
        return (last != null && last.key() == key && last.value() == value && last.table().equals(table)) ? last
                : new RowShape(table, key, value);
    }

    /** Returns null where there is nothing to delete from. */
    private @Nullable RowLayout layout(RowShape shape) {
        if (shape == this.lastShape) {
            return this.lastLayout;
        }
        UnwritableRowException earlier = this.refused.get(shape);
        if (earlier != null) {
            throw earlier;
        }
        try {
            this.lastLayout = this.catalog.layout(shape);
            this.lastShape = shape;
            return this.lastLayout;
        }
        catch (UnwritableRowException ex) {
            this.refused.put(shape, ex);
            throw ex;
        }
    }

}
