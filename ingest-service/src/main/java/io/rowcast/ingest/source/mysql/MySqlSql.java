package io.rowcast.ingest.source.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.RowComparison;
import io.rowcast.ingest.source.TableName;

/** What SQL has only in MySQL, or spells differently there. */
final class MySqlSql {

    private MySqlSql() {
    }

    static String identifier(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    static String table(TableName name) {
        return identifier(name.schema()) + "." + identifier(name.table());
    }

    /**
     * Returns a query for the rows of many ranges of ids, of which one parameter is the
     * most rows wanted. The ranges are in its text: only of constants MySQL makes ranges
     * of the index. Without an order, so that nothing tempts it to read the whole index
     * in that order instead.
     */
    static String rowsInRanges(String from, String id, IdRanges ranges) {
        return IntStream.range(0, ranges.size())
            .mapToObj(i -> "t." + id + " BETWEEN " + ranges.first(i) + " AND " + ranges.last(i))
            .collect(Collectors.joining(" OR ", "SELECT t.* FROM " + from + " AS t WHERE ", " LIMIT ?"));
    }

    /**
     * Returns a condition for the rows above others, column by column: for
     * {@code (a, b) > (?, ?)} MySQL reads the whole index.
     */
    static RowComparison above(List<String> columns, List<String> parameters) {
        List<String> cases = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        StringBuilder equal = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            cases.add("(" + equal + columns.get(i) + " > " + parameters.get(i) + ")");
            equal.append(columns.get(i) + " = " + parameters.get(i) + " AND ");
            IntStream.rangeClosed(0, i).forEach(places::add);
        }
        return new RowComparison("(" + String.join(" OR ", cases) + ")", places);
    }

    /**
     * Returns a query for the holes among the highest ids. Its parameters are how many
     * ids to look at, and the most holes wanted.
     */
    static String holes(String from, String id) {
        return "SELECT * FROM (SELECT id, lag(id) OVER (ORDER BY id) AS below, max(id) OVER () AS highest, "
                + "count(*) OVER () AS ids FROM (SELECT t." + id + " AS id FROM " + from + " AS t ORDER BY t." + id
                + " DESC LIMIT ?) AS newest) AS pair WHERE below IS NULL OR id > below + 1 ORDER BY id DESC LIMIT ?";
    }

}
