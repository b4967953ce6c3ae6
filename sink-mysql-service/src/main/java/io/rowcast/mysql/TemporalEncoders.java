package io.rowcast.mysql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

import io.rowcast.mysql.TableColumn.Kind;
import io.rowcast.record.Iso8601;

/**
 * Dates and times, sent as text: what the zones of the JVM, the driver, the session or
 * the server are does not matter. What has a zone is written in UTC.
 */
final class TemporalEncoders {

    private static final int MICROS_DIGITS = 6;

    private static final int FIRST_DAY = Math.toIntExact(LocalDate.of(1, 1, 1).toEpochDay());

    private static final int LAST_DAY = Math.toIntExact(LocalDate.of(9999, 12, 31).toEpochDay());

    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

    private TemporalEncoders() {
    }

    static ValueEncoder date(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.DATE, Kind.DATETIME, Kind.TEXT), "dates");
        return value -> {
            long day = (value instanceof Date date) ? Math.floorDiv(date.getTime(), TimeUnit.DAYS.toMillis(1))
                    : (Integer) value;
            requireDay(column, day);
            return Iso8601.date((int) day);
        };
    }

    static ValueEncoder time(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.TIME, Kind.TEXT), "times of day");
        long unit = unit(column);
        return value -> {
            long micros = (value instanceof Date date) ? TimeUnit.MILLISECONDS.toMicros(date.getTime()) : (Long) value;
            if (micros < 0 || micros > MICROS_PER_DAY) {
                throw column.refuse("the time is not between 00:00 and 24:00");
            }
            requireFraction(column, micros, unit);
            return Iso8601.time(micros);
        };
    }

    static ValueEncoder timestamp(TableColumn column) {
        ValueEncoder.require(column, EnumSet.of(Kind.DATETIME, Kind.TEXT), "dates with a time");
        long unit = unit(column);
        return value -> {
            long micros = switch (value) {
                case Date date -> TimeUnit.MILLISECONDS.toMicros(date.getTime());
                case Long number -> number;
                default -> micros(column, (String) value);
            };
            requireDay(column, Math.floorDiv(micros, MICROS_PER_DAY));
            requireFraction(column, micros, unit);
            return Iso8601.timestamp(micros).replace('T', ' ');
        };
    }

    /** Has this form only where 64 bits of microseconds do not hold it. */
    static ValueEncoder isoTimestamp(TableColumn column) {
        return value -> {
            throw outOfRange(column);
        };
    }

    private static long micros(TableColumn column, String text) {
        try {
            if (text.endsWith("Z")) {
                return Iso8601.parseTimestamp(text.substring(0, text.length() - 1));
            }
            return text.endsWith("infinity") ? Iso8601.parseTimestamp(text) : Iso8601
                .micros(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        catch (ArithmeticException ex) {
            throw outOfRange(column);
        }
        catch (DateTimeException ex) {
            throw column.refuse("the text is no date and time with a zone");
        }
    }

    /** Infinite dates lie far outside as well. */
    private static void requireDay(TableColumn column, long epochDay) {
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            throw outOfRange(column);
        }
    }

    private static UnwritableRowException outOfRange(TableColumn column) {
        return column.refuse("MySQL has no dates before the year 1 or after 9999, and none that are infinite");
    }

    /** MySQL would round what is finer than the column. */
    private static void requireFraction(TableColumn column, long micros, long unit) {
        if (micros % unit != 0) {
            throw column.refuse("holds " + column.scale() + " digits of a fraction of a second");
        }
    }

    /** Returns the microseconds that the column tells apart. */
    private static long unit(TableColumn column) {
        long unit = 1;
        for (int digits = (column.kind() == Kind.TEXT) ? MICROS_DIGITS
                : column.scale(); digits < MICROS_DIGITS; digits++) {
            unit *= 10;
        }
        return unit;
    }

}
