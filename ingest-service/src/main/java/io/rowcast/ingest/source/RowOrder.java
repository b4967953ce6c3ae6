package io.rowcast.ingest.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Columns that put the rows in an order in which no two are at the same place. Rows are
 * called {@code t} in SQL. For one thread.
 */
public final class RowOrder {

    private static final String ALIAS = "rowcast_";

    private static final List<Integer> FIRST = List.of(0);

    private final List<Column> columns;

    private final Dialect dialect;

    private final RowComparison above;

    private final MessageDigest digest;

    RowOrder(Dialect dialect, List<Column> columns) {
        this.dialect = dialect;
        this.columns = List.copyOf(columns);
        this.above = dialect.above(columns.stream().map(Column::expression).toList(),
                columns.stream().map(Column::parameter).toList());
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java has SHA-256", ex);
        }
    }

    List<String> names() {
        return this.columns.stream().map(Column::name).toList();
    }

    Column first() {
        return this.columns.getFirst();
    }

    /** The same without the first column. */
    RowOrder rest() {
        return new RowOrder(this.dialect, this.columns.subList(1, this.columns.size()));
    }

    /** Returns what to select to have {@link #values}. */
    String selected() {
        return IntStream.range(0, this.columns.size())
            .mapToObj(i -> this.columns.get(i).type().printed(this.columns.get(i).expression()) + " AS " + ALIAS + i)
            .collect(Collectors.joining(", "));
    }

    /** Returns the order, as in ORDER BY. */
    String by(String direction) {
        return this.columns.stream().map(column -> column.expression() + direction).collect(Collectors.joining(", "));
    }

    /**
     * Returns a condition for the rows above a bound, the values of which are its
     * parameters; without one, for all that have a place in the order.
     */
    String where(@Nullable Bound bound) {
        if (bound == null) {
            return first().expression() + " IS NOT NULL";
        }
        if (bound.inclusive()) {
            return first().expression() + " >= " + first().parameter();
        }
        return this.above.sql();
    }

    /** Sets the parameters of {@link #where} and returns the index behind them. */
    int set(PreparedStatement statement, int index, @Nullable Bound bound) throws SQLException {
        int next = index;
        if (bound != null) {
            for (int place : bound.inclusive() ? FIRST : this.above.places()) {
                statement.setString(next++, bound.values().get(place));
            }
        }
        return next;
    }

    /** Returns where the first of the values is in a result. */
    static int find(ResultSet result) throws SQLException {
        return result.findColumn(ALIAS + 0);
    }

    /**
     * Returns the values of the row that a result stands on, as the database prints them.
     * @param first as {@link #find} tells
     * @throws TableStoppedException when one is NULL
     */
    List<String> values(ResultSet result, int first, SourceTable table) throws SQLException {
        List<String> values = new ArrayList<>(this.columns.size());
        for (int i = 0; i < this.columns.size(); i++) {
            String value = result.getString(first + i);
            if (value == null) {
                throw table.stopped("column " + this.columns.get(i).name()
                        + " holds NULL; rows cannot be told apart by it, so key-columns must not name it");
            }
            values.add(value);
        }
        return values;
    }

    /** Returns 64 bits of the values, the same in any time zone. */
    long hash(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            byte[] bytes = this.columns.get(i).type().canonical(values.get(i)).getBytes(StandardCharsets.UTF_8);
            // The length keeps "a", "bc" apart from "ab", "c".
            this.digest.update((byte) bytes.length);
            this.digest.update(bytes);
        }
        byte[] digested = this.digest.digest();
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << Byte.SIZE | (digested[i] & 0xff);
        }
        return hash;
    }

    /**
     * A column of the order.
     *
     * @param name for people
     * @param expression its SQL
     * @param type its type
     */
    public record Column(String name, String expression, SourceType type) {

        public static Column of(Dialect dialect, ColumnDefinition column) {
            return new Column(column.name(), "t." + dialect.identifier(column.name()), column.type());
        }

        String parameter() {
            return this.type.parameter();
        }

    }

}
