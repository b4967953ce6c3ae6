package io.rowcast.ingest.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the way in which a table is read, by its configuration and its columns.
 *
 * @param dialect of the database
 * @param table the configuration
 * @param relation what is read
 * @param layout its columns
 */
record Readings(Dialect dialect, SourceTable table, SourceRelation relation, RowLayout layout) {

    /**
     * Returns the way.
     * @param connection to warn of missing indexes; null not to
     * @throws TableStoppedException when the table cannot be read that way
     */
    Reading<?> choose(@Nullable Connection connection) throws SQLException {
        return switch (this.table.tracking().mode()) {
            case INCREMENTING -> incrementing(connection, IncrementingColumn.of(this.table, this.layout));
            case TIMESTAMP -> timestamp(connection, identity());
            case TIMESTAMP_INCREMENTING ->
                timestamp(connection, columns(List.of(IncrementingColumn.of(this.table, this.layout).name())));
            case BULK -> bulk();
        };
    }

    private Reading<?> incrementing(@Nullable Connection connection, IncrementingColumn column) throws SQLException {
        warnOfIndexes(connection, column.name(), true);
        String from = this.relation.from();
        if (column.isWhole()) {
            return new IdReading(this.table, from, column.name(), this.dialect.identifier(column.name()));
        }
        return new WindowReading(this.table, from, new RowOrder(this.dialect, columns(List.of(column.name()))),
                MarkLowEnd.of(this.table.tracking().lookback()), transactions(), false);
    }

    private Reading<?> timestamp(@Nullable Connection connection, List<RowOrder.Column> identity) throws SQLException {
        List<ColumnDefinition> timestamps = timestamps();
        if (timestamps.size() == 1) {
            warnOfIndexes(connection, timestamps.getFirst().name(), false);
        }
        SourceType type = timestamps.getFirst().type();
        List<RowOrder.Column> order = new ArrayList<>();
        order.add(
                new RowOrder.Column(timestamps.stream().map(ColumnDefinition::name).collect(Collectors.joining(" or ")),
                        timestamps.stream()
                            .map(column -> RowOrder.Column.of(this.dialect, column).expression())
                            .collect(Collectors.joining(", ", "coalesce(", ")")),
                        type));
        order.addAll(identity);
        return new WindowReading(this.table, this.relation.from(), new RowOrder(this.dialect, order),
                new TimeLowEnd(Objects.requireNonNull(type.times()), this.table.tracking().timestamps().zone()),
                transactions(), timestamps.stream().allMatch(ColumnDefinition::isNullable));
    }

    private TransactionTimes transactions() {
        return this.dialect.transactions(this.table.tracking().lookback(), this.table.tracking().gapTimeout());
    }

    private List<ColumnDefinition> timestamps() {
        List<ColumnDefinition> timestamps = this.table.tracking()
            .timestamps()
            .columns()
            .stream()
            .map(name -> this.layout.column(this.table, name, "timestamp-columns"))
            .toList();
        TimeText times = timestamps.getFirst().type().times();
        if (times == null || timestamps.stream().anyMatch(column -> !times.equals(column.type().times()))) {
            throw this.table.stopped("timestamp-columns have the types "
                    + timestamps.stream().map(column -> column.type().declaration()).toList()
                    + ", they must all be of one type of timestamps, or all dates");
        }
        return timestamps;
    }

    /** Returns the columns by which rows with the same timestamp are told apart. */
    private List<RowOrder.Column> identity() {
        List<String> primaryKey = this.layout.keys().primaryKey();
        if (!primaryKey.isEmpty()) {
            return columns(primaryKey);
        }
        if (this.table.keyColumns().isEmpty()) {
            throw this.table.stopped("there is no primary key to tell rows with the same timestamp apart; name "
                    + "columns that do so as key-columns, or use mode bulk");
        }
        return this.table.keyColumns().stream().map(this::distinct).toList();
    }

    private RowOrder.Column distinct(String name) {
        ColumnDefinition column = this.layout.column(this.table, name, "key-columns");
        if (column.isNullable()) {
            throw this.table.stopped("key-columns names " + name + ", which takes NULL, and rows with the same "
                    + "timestamp could not be told apart by it; declare it NOT NULL");
        }
        return this.dialect.distinct(column);
    }

    private Reading<?> bulk() {
        List<String> primaryKey = this.layout.keys().primaryKey();
        return primaryKey.isEmpty() ? new SnapshotReading(this.relation.from())
                : new KeysetReading(this.table, this.relation.from(), new RowOrder(this.dialect, columns(primaryKey)));
    }

    private void warnOfIndexes(@Nullable Connection connection, String column, boolean unique) throws SQLException {
        if (connection != null) {
            this.relation.warnOfIndexes(connection, column, unique);
        }
    }

    private List<RowOrder.Column> columns(List<String> names) {
        return names.stream()
            .map(name -> RowOrder.Column.of(this.dialect, this.layout.column(this.table, name, "the primary key")))
            .toList();
    }

}
