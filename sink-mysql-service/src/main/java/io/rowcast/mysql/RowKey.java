package io.rowcast.mysql;

import java.math.BigDecimal;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The key of a row as it is sent to MySQL, with an order that is the same for all
 * replicas: transactions that lock rows in the same order do not deadlock.
 */
final class RowKey implements Comparable<RowKey> {

    private final Object[] values;

    private final int hash;

    RowKey(Object[] values) {
        this.values = values;
        this.hash = Arrays.deepHashCode(values);
    }

    @Override
    public int compareTo(RowKey other) {
        for (int i = 0; i < this.values.length; i++) {
            int order = compare(this.values[i], other.values[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Long left && other instanceof Long right) {
            return left.compareTo(right);
        }
        if (one instanceof BigDecimal left && other instanceof BigDecimal right) {
            return left.compareTo(right);
        }
        if (one instanceof byte[] left && other instanceof byte[] right) {
            return Arrays.compareUnsigned(left, right);
        }
        return one.toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey key && this.hash == key.hash && Arrays.deepEquals(this.values, key.values);
    }

    @Override
    public int hashCode() {
        return this.hash;
    }

}
