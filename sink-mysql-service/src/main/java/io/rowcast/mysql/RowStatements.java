package io.rowcast.mysql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sends rows in statements of many rows, as many as fit into a packet. Thread-safe.
 */
final class RowStatements {

    /** Larger statements gain no speed, and are in memory several times. */
    private static final long MAX_BYTES = 4 << 20;

    /** Of a packet: for the statement's own text. */
    private static final long OVERHEAD_BYTES = 64 << 10;

    private static final int NUMBER_BYTES = 24;

    private final int maxRows;

    private final int timeoutSeconds;

    RowStatements(int maxRows, Duration timeout) {
        this.maxRows = maxRows;
        this.timeoutSeconds = Math.toIntExact(timeout.toSeconds());
    }

    /**
     * Writes the rows as part of a transaction.
     * @param maxPacket the greatest size of a statement, in bytes
     */
    void execute(Connection connection, RowRun run, long maxPacket) throws SQLException {
        long maxBytes = Math.min(MAX_BYTES, maxPacket - OVERHEAD_BYTES);
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
