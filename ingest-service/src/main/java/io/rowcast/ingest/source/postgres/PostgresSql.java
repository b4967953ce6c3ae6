package io.rowcast.ingest.source.postgres;

import io.rowcast.ingest.source.TableName;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.postgresql.PGResultSetMetaData;

/** What SQL has only in PostgreSQL, or spells differently there. */
final class PostgresSql {

    private static final int TEXT = 0;

    private PostgresSql() {
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String table(TableName name) {
        return identifier(name.schema()) + "." + identifier(name.table());
    }

    /** Whether the driver has got all values as text, not in a form of their types. */
    static boolean isPrinted(ResultSet result) throws SQLException {
        PGResultSetMetaData metaData = result.getMetaData().unwrap(PGResultSetMetaData.class);
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            if (metaData.getFormat(i) != TEXT) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a query for the rows of many ranges of ids. Its parameters are two arrays,
     * and twice the most rows wanted. The subquery has an order and a limit so that only
     * the index can answer it.
     */
    static String rowsInRanges(String from, String id) {
        return "SELECT found.* FROM unnest(?::int8[], ?::int8[]) AS gap(first, last) CROSS JOIN LATERAL (SELECT * FROM "
                + from + " AS t WHERE t." + id + " BETWEEN gap.first AND gap.last ORDER BY t." + id
                + " LIMIT ?) AS found LIMIT ?";
    }

    /**
     * Returns a query for the holes among the highest ids, from above: the ids next to
     * each ({@code below}, {@code id}), and of all that were looked at the
     * {@code highest} and their number ({@code ids}). The last has NULL below the lowest.
     * Its parameters are how many ids to look at, and the most holes wanted.
     */
    static String holes(String from, String id) {
        return "SELECT * FROM (SELECT id, lag(id) OVER (ORDER BY id) AS below, max(id) OVER () AS highest, "
                + "count(*) OVER () AS ids FROM (SELECT t." + id + "::int8 AS id FROM " + from + " AS t ORDER BY t."
                + id + " DESC LIMIT ?) AS newest) AS pair WHERE below IS NULL OR id > below + 1 "
                + "ORDER BY id DESC LIMIT ?";
    }

}
