package io.rowcast.quickstart;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {

    private static Map<String, @Nullable String> row(int index, @Nullable String name) {
        Map<String, @Nullable String> row = new HashMap<>();
        UsersTable.COLUMNS.forEach(column -> row.put(column, column));
        row.put("index", Integer.toString(index));
        row.put("name", name);
        return row;
    }

    private static Comparison compare(List<Map<String, @Nullable String>> source,
            List<Map<String, @Nullable String>> store) throws Exception {
        Comparison comparison = new Comparison(new ListStore("source", source));
        assertThat(comparison.compare(new ListStore("store", store))).isEqualTo(store.size());
        return comparison;
    }

    @Test
    void equalRowsInAnotherOrderAreNoDifference() throws Exception {
        assertThat(compare(List.of(row(1, "a"), row(2, null)), List.of(row(2, null), row(1, "a"))).differences())
            .isZero();
    }

    @Test
    void whatIsMissingDoubledChangedOrTooMuchIsNamed() throws Exception {
        Comparison comparison = compare(List.of(row(1, "a"), row(2, "b"), row(3, null), row(4, "d")),
                List.of(row(1, "a"), row(1, "a"), row(2, "x"), row(3, "null"), row(5, "e")));
        assertThat(comparison.report()).containsExactlyInAnyOrder("store: row 1 is there more than once",
                "store: row 2 has other values than at the source", "store: row 3 has other values than at the source",
                "store: row 5 is not at the source", "store: row 4 is missing");
        assertThat(comparison.differences()).isEqualTo(5);
        assertThat(comparison.isComplete()).isTrue();
    }

    @Test
    void aStoreThatCannotBeReadIsADifference() throws Exception {
        Comparison comparison = new Comparison(new ListStore("source", List.of(row(1, "a"))));
        assertThat(comparison.compare(new AwayStore())).isEqualTo(-1);
        assertThat(comparison.compare(new ListStore("store", List.of(row(1, "a"))))).isEqualTo(1);
        assertThat(comparison.isComplete()).isFalse();
        assertThat(comparison.report()).containsExactly("away: cannot be read: IOException");
        assertThat(comparison.differences()).isEqualTo(1);
    }

    private record AwayStore() implements RowStore {

        @Override
        public String name() {
            return "away";
        }

        @Override
        public long count() throws IOException {
            throw new IOException("no answer");
        }

        @Override
        public void read(Consumer<Map<String, @Nullable String>> rows) throws IOException {
            rows.accept(row(1, "a"));
            throw new IOException("no answer");
        }

    }

    private record ListStore(String name, List<Map<String, @Nullable String>> rows) implements RowStore {

        @Override
        public long count() {
            return this.rows.size();
        }

        @Override
        public void read(Consumer<Map<String, @Nullable String>> each) {
            this.rows.forEach(each);
        }

    }

}
