package io.rowcast.mysql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sends rows: many at once with {@code LOAD DATA}, where that has the same effect,
 * otherwise in statements of as many rows as fit into a packet. Thread-safe.
 */
final class RowStatements {

    /** Larger statements gain no speed, and are in memory several times. */
    private static final long MAX_BYTES = 4 << 20;

    /** Of a packet: for the statement's own text. */
    private static final long OVERHEAD_BYTES = 64 << 10;

    private static final int NUMBER_BYTES = 24;

    private final int maxRows;

    private final int loadFrom;

    private final int timeoutSeconds;

    private final RowLoad load;

    RowStatements(MySqlSinkProperties properties) {
        this.maxRows = properties.maxRowsPerStatement();
        this.loadFrom = (properties.loadDataMinRows() > 0) ? properties.loadDataMinRows() : Integer.MAX_VALUE;
        this.timeoutSeconds = Math.toIntExact(properties.statementTimeout().toSeconds());
        this.load = new RowLoad(this.timeoutSeconds);
    }

    /**
     * Writes the rows as part of a transaction.
     * @throws LoadWarningException when they were loaded and it is not certain that each
     * is there as it was sent
     */
    void execute(Connection connection, RowRun run, ServerLimits limits) throws SQLException {
        long maxBytes = limits.maxPacket() - OVERHEAD_BYTES;
        boolean many = run.rows().size() >= this.loadFrom && limits.localInfile();
        String load = many ? run.loadSql() : null;
        if (load != null && run.rows().stream().allMatch(row -> maxBytes(row) <= maxBytes)) {
            this.load.execute(connection, run, load);
        }
        else {
            send(connection, run, Math.min(MAX_BYTES, maxBytes));
        }
    }

    private void send(Connection connection, RowRun run, long maxBytes) throws SQLException {
        int from = 0;
        while (from < run.rows().size()) {
            int to = end(run.rows(), from, maxBytes);
            try (PreparedStatement statement = connection.prepareStatement(run.sql(to - from))) {
                statement.setQueryTimeout(this.timeoutSeconds);
                bind(statement, run.rows().subList(from, to));
                statement.executeUpdate();
            }
            from = to;
        }
    }

    /** A row that alone is too large for a packet is left to the driver to refuse. */
    private int end(List<@Nullable Object[]> rows, int from, long maxBytes) {
        int last = Math.min(rows.size(), from + this.maxRows);
        long bytes = 0;
        for (int i = from; i < last; i++) {
            bytes += maxBytes(rows.get(i));
            if (bytes > maxBytes) {
                return Math.max(i, from + 1);
            }
        }
        return last;
    }

    private static long maxBytes(@Nullable Object[] row) {
        long bytes = 2;
        for (Object value : row) {
            bytes += maxBytes(value);
        }
        return bytes;
    }

    /** At most, as the driver sends it: escaped, in quotes, in UTF-8. */
    static long maxBytes(@Nullable Object value) {
        return switch (value) {
            case String text -> 3L * text.length() + 3;
            case byte[] bytes -> 2L * bytes.length + 16;
            case BigDecimal number -> (long) number.precision() + number.scale() + 4;
            case null, default -> NUMBER_BYTES;
        };
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException {
        int parameter = 1;
        for (@Nullable
        Object[] row : rows) {
            for (Object value : row) {
                bind(statement, parameter++, value);
            }
        }
    }

    private static void bind(PreparedStatement statement, int parameter, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(parameter, Types.NULL);
            case Long number -> statement.setLong(parameter, number);
            case BigDecimal number -> statement.setBigDecimal(parameter, number);
            case byte[] bytes -> statement.setBytes(parameter, bytes);
            default -> statement.setString(parameter, (String) value);
        }
    }

}
