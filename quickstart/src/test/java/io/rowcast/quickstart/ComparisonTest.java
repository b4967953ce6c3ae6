package io.rowcast.quickstart;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.rowcast.quickstart.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {

    private static Comparison compare(List<Map<String, @Nullable String>> source,
            List<Map<String, @Nullable String>> store) throws Exception {
        Comparison comparison = new Comparison(Rows.of("source", source));
        assertThat(comparison.compare(Rows.of("store", store))).isEqualTo(store.size());
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

    /** "Aa" and "BB" have the same hash code. */
    @Test
    void rowsWithTheSameHashCodeAreToldApart() throws Exception {
        assertThat(compare(List.of(row(1, "Aa")), List.of(row(1, "BB"))).differences()).isOne();
    }

    @Test
    void noTextAndNoValueAreToldApart() throws Exception {
        assertThat(compare(List.of(row(1, "")), List.of(row(1, null))).differences()).isOne();
    }

    @Test
    void aStoreThatCannotBeReadIsADifference() throws Exception {
        Comparison comparison = new Comparison(Rows.of("source", List.of(row(1, "a"))));
        assertThat(comparison.compare(Rows.of("away", List.of(row(1, "a"))).away(1))).isEqualTo(-1);
        assertThat(comparison.compare(Rows.of("store", List.of(row(1, "a"))))).isEqualTo(1);
        assertThat(comparison.isComplete()).isFalse();
        assertThat(comparison.report()).containsExactly("away: cannot be read: IOException");
        assertThat(comparison.differences()).isEqualTo(1);
    }

}
