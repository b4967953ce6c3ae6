package io.rowcast.quickstart;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A store of given rows that is away the first times, in the middle of reading.
 *
 * @param name see {@link RowStore#name}
 * @param rows what it has
 * @param away how often it cannot be read to its end; counted down
 */
record Rows(String name, List<Map<String, @Nullable String>> rows, int[] away) implements RowStore {

    static Rows of(String name, List<Map<String, @Nullable String>> rows) {
        return new Rows(name, rows, new int[1]);
    }

    Rows away(int times) {
        return new Rows(this.name, this.rows, new int[] { times });
    }

    static Map<String, @Nullable String> row(int index, @Nullable String name) {
        Map<String, @Nullable String> row = new HashMap<>();
        UsersTable.COLUMNS.forEach(column -> row.put(column, column));
        row.put("index", Integer.toString(index));
        row.put("name", name);
        return row;
    }

    @Override
    public long count() {
        return this.rows.size();
    }

    @Override
    public void read(Consumer<Map<String, @Nullable String>> each) throws IOException {
        if (this.away[0] > 0) {
            this.away[0]--;
            this.rows.stream().limit(1).forEach(each);
            throw new IOException("no answer");
        }
        this.rows.forEach(each);
    }

}
