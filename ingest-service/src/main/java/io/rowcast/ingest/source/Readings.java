package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the way in which a table is read, by its configuration and its columns.
 *
 * @param table the configuration
 * @param relation what is read
 * @param layout its columns
 */
record Readings(SourceTable table, SourceRelation relation, RowLayout layout) {

    /**
     * Returns the way.
     * @param connection to look at indexes
     * @throws TableStoppedException when the table cannot be read that way
     */
    Reading<?> choose(Connection connection) throws SQLException {
        return switch (this.table.tracking().mode()) {
            case INCREMENTING -> incrementing(connection, IncrementingColumn.of(this.table, this.layout));
            case TIMESTAMP -> timestamp(connection, identity());
            case TIMESTAMP_INCREMENTING ->
                timestamp(connection, List.of(IncrementingColumn.of(this.table, this.layout).name()));
            case BULK -> bulk();
        };
    }

    private Reading<?> incrementing(Connection connection, IncrementingColumn column) throws SQLException {
        this.relation.warnOfIndexes(connection, column.name(), true);
        String from = this.relation.from();
        if (column.isWhole()) {
            return new IdReading(this.table, from, column.name());
        }
        return new WindowReading(this.table, from, new RowOrder(columns(List.of(column.name()))),
                MarkLowEnd.of(this.table.tracking().lookback()), false);
    }

    private Reading<?> timestamp(Connection connection, List<String> identity) throws SQLException {
        List<ColumnDefinition> timestamps = timestamps();
        if (timestamps.size() == 1) {
            this.relation.warnOfIndexes(connection, timestamps.getFirst().name(), false);
        }
        String type = timestamps.getFirst().type().name();
        List<RowOrder.Column> order = new ArrayList<>();
        order.add(
                new RowOrder.Column(timestamps.stream().map(ColumnDefinition::name).collect(Collectors.joining(" or ")),
                        timestamps.stream()
                            .map(column -> RowOrder.Column.of(column).expression())
                            .collect(Collectors.joining(", ", "coalesce(", ")")),
                        type));
        order.addAll(columns(identity));
        return new WindowReading(this.table, this.relation.from(), new RowOrder(order),
                new TimeLowEnd(type, this.table.tracking().timestamps().zone()),
                timestamps.stream().allMatch(ColumnDefinition::isNullable));
    }

    private List<ColumnDefinition> timestamps() {
        List<ColumnDefinition> timestamps = this.table.tracking()
            .timestamps()
            .columns()
            .stream()
            .map(name -> this.layout.column(this.table, name, "timestamp-columns"))
            .toList();
        Set<String> types = timestamps.stream()
            .map(column -> column.type().isArray() ? column.type().declaration() : column.type().name())
            .collect(Collectors.toSet());
        if (types.size() > 1 || !TimeLowEnd.TYPES.containsAll(types)) {
            throw this.table.stopped("timestamp-columns have the types "
                    + timestamps.stream().map(column -> column.type().declaration()).toList()
                    + ", they must all be timestamp with time zone, or all timestamp, or all date");
        }
        return timestamps;
    }

    /** Returns the columns by which rows with the same timestamp are told apart. */
    private List<String> identity() {
        List<String> primaryKey = this.layout.keys().primaryKey();
        if (!primaryKey.isEmpty()) {
            return primaryKey;
        }
        if (this.table.keyColumns().isEmpty()) {
            throw this.table.stopped("there is no primary key to tell rows with the same timestamp apart; name "
                    + "columns that do so as key-columns, or use mode bulk");
        }
        for (String name : this.table.keyColumns()) {
            if (this.layout.column(this.table, name, "key-columns").isNullable()) {
                throw this.table.stopped("key-columns names " + name + ", which takes NULL, and rows with the same "
                        + "timestamp could not be told apart by it; declare it NOT NULL");
            }
        }
        return this.table.keyColumns();
    }

    private Reading<?> bulk() {
        List<String> primaryKey = this.layout.keys().primaryKey();
        return primaryKey.isEmpty() ? new SnapshotReading(this.relation.from())
                : new KeysetReading(this.table, this.relation.from(), new RowOrder(columns(primaryKey)));
    }

    private List<RowOrder.Column> columns(List<String> names) {
        return names.stream()
            .map(name -> RowOrder.Column.of(this.layout.column(this.table, name, "the primary key")))
            .toList();
    }

}
