package io.rowcast.mysql;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowKeyTest {

    private static RowKey key(Object... values) {
        return new RowKey(values);
    }

    @Test
    void keysAreOrderedByTheirColumns() {
        assertThat(key(2L, "b")).isLessThan(key(10L, "a"))
            .isGreaterThan(key(2L, "a"))
            .isEqualByComparingTo(key(2L, "b"));
        assertThat(key(new BigDecimal("9"))).isLessThan(key(new BigDecimal("10")));
        assertThat(key((Object) new byte[] { 1 })).isLessThan(key((Object) new byte[] { (byte) 200 }));
    }

    @Test
    void keysAreEqualByTheirValues() {
        assertThat(key(1L, "a", new byte[] { 1 })).isEqualTo(key(1L, "a", new byte[] { 1 }))
            .hasSameHashCodeAs(key(1L, "a", new byte[] { 1 }));
        assertThat(key("a")).isNotEqualTo(key("A")).isNotEqualTo(key("a "));
    }

}
