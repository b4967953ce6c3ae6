package io.rowcast.mysql;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

import io.rowcast.mysql.TableColumn.Kind;

/** Numbers and booleans. */
final class NumberEncoders {

    private NumberEncoders() {
    }

    static ValueEncoder bool(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.INTEGER, Kind.BIT), "booleans");
        return value -> ((Boolean) value) ? 1L : 0L;
    }

    /** MySQL itself refuses what is out of the column's range. */
    static ValueEncoder integer(TableColumn column) {
        ValueEncoder.require(column, ValueEncoder.EXACT_NUMBERS, "integers");
        return value -> ((Number) value).longValue();
    }

    /**
     * The shortest text that reads back as the same number: a float's own, not that of
     * the double next to it.
     */
    static ValueEncoder floating(TableColumn column, Set<Kind> kinds) {
        ValueEncoder.require(column, kinds, "floating point numbers");
        return value -> {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw column.refuse("MySQL has no NaN and no infinity");
            }
            return value.toString();
        };
    }

    /** MySQL would round what has too many digits behind the point. */
    static ValueEncoder decimal(TableColumn column) {
        ValueEncoder.require(column, ValueEncoder.EXACT_NUMBERS, "decimals");
        if (column.kind() == Kind.TEXT) {
            ValueEncoder text = TextEncoders.string(column);
            return value -> text.encode((value instanceof BigDecimal number) ? number.toPlainString() : value);
        }
        int scale = (column.kind() == Kind.DECIMAL) ? column.scale() : 0;
        int integerDigits = (column.kind() == Kind.DECIMAL) ? column.precision() - scale : 20;
        return value -> {
            BigDecimal number = number(value, column).stripTrailingZeros();
            boolean tooLong = (long) number.precision() - number.scale() > integerDigits && number.signum() != 0;
            if (number.scale() > scale || tooLong) {
                throw column.refuse("holds " + integerDigits + " digits before the point and " + scale + " behind it");
            }
            return (number.scale() < 0) ? number.setScale(0) : number;
        };
    }

    private static BigDecimal number(Object value, TableColumn column) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        try {
            return new BigDecimal((String) value);
        }
        catch (NumberFormatException ex) {
            throw column.refuse("MySQL has no NaN and no infinity");
        }
    }

}
