package io.rowcast.mysql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.rowcast.record.RowJson;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a shape are written to their table as it is. A tombstone's layout has the
 * columns of the key only.
 */
final class RowLayout {

    private final boolean deletes;

    private final RowColumn[] columns;

    /** The places of the key's columns among all. */
    private final int[] keyPlaces;

    private final UpsertStatement statements;

    private final LoadStatement load;

    private final boolean replaceable;

    private volatile boolean loadable = true;

    private RowLayout(RowShape shape, List<RowColumn> columns, boolean replaceable) {
        this.deletes = shape.isTombstone();
        this.columns = columns.toArray(RowColumn[]::new);
        List<String> fields = List.copyOf(shape.fields().keySet());
        this.keyPlaces = shape.keyNames().stream().mapToInt(fields::indexOf).toArray();
        List<String> names = columns.stream().map(each -> each.column().name()).toList();
        List<String> keyNames = shape.keyNames().stream().map(key -> names.get(fields.indexOf(key))).toList();
        this.statements = new UpsertStatement(shape.table(), names, keyNames);
        this.load = new LoadStatement(shape.table(), columns.stream().map(RowColumn::column).toList());
        this.replaceable = replaceable;
    }

    /**
     * Lays out the rows of a shape.
     * @param existing the columns of the table
     * @param replaceable whether taking out a row and putting in the new one does the
     * same as changing it
     * @throws UnwritableRowException when a column is missing or does not keep the values
     * as they are
     */
    static RowLayout of(RowShape shape, List<TableColumn> existing, boolean replaceable, RowJson json) {
        Map<String, TableColumn> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        existing.forEach(column -> byName.put(column.name(), column));
        Set<TableColumn> taken = new HashSet<>();
        List<RowColumn> columns = new ArrayList<>();
        shape.fields().forEach((name, schema) -> {
            TableColumn column = byName.get(name);
            if (column == null) {
                throw new UnwritableRowException("table " + shape.table() + " lacks the column " + name
                        + "; add it, or set rowcast.mysql.auto-create");
            }
            if (!taken.add(column)) {
                throw column.refuse("is meant by two fields, which differ in case only");
            }
            columns.add(column(shape, name, schema, column, json));
        });
        return new RowLayout(shape, columns, replaceable);
    }

    private static RowColumn column(RowShape shape, String name, Schema schema, TableColumn column, RowJson json) {
        boolean isKey = shape.isKey(name);
        Schema struct = Objects.requireNonNull(isKey ? shape.key() : shape.value());
        Field field = struct.field(name);
        return new RowColumn(column, field, isKey, ValueEncoder.of(schema, column, json));
    }

    UpsertStatement statements() {
        return this.statements;
    }

    /**
     * Returns the statement that loads rows, or null where it would not do the same as
     * the others.
     */
    @Nullable String load(boolean replace) {
        return (this.loadable && (this.replaceable || !replace)) ? this.load.sql(replace) : null;
    }

    /** From now on its rows are not loaded. */
    void neverLoad() {
        this.loadable = false;
    }

    /** Whether records of this layout are tombstones. */
    boolean deletes() {
        return this.deletes;
    }

    /**
     * Returns the parameters of the row, or of the key of a tombstone, in the order of
     * the columns.
     * @throws UnwritableRowException when a value has no place in its column
     */
    @Nullable Object[] encode(TopicRecord record) {
        Struct key = (record.keyObject() instanceof Struct struct) ? struct : null;
        Struct row = record.row();
        @Nullable Object[] values = new Object[this.columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = this.columns[i].encode(key, row);
        }
        return values;
    }

    /** Returns the key of encoded parameters. */
    RowKey key(@Nullable Object[] values) {
        Object[] key = new Object[this.keyPlaces.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = Objects.requireNonNull(values[this.keyPlaces[i]]);
        }
        return new RowKey(key);
    }

}
