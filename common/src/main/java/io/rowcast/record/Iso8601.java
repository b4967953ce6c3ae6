package io.rowcast.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;

/**
 * Dates and times as text and back, to the microsecond. Seconds are always there; a
 * fraction has six digits and is left out when it is zero. Years outside 0000 to 9999
 * have a sign, as in {@link LocalDate#toString()}.
 * <p>
 * The common years are written digit by digit: {@link DateTimeFormatter} takes ten times
 * as long, and a row has several.
 */
public final class Iso8601 {

    static final String INFINITY = "infinity";

    static final String MINUS_INFINITY = "-infinity";

    private static final long MICROS_PER_SECOND = 1_000_000;

    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
        .appendValue(ChronoField.YEAR, 4, 9, SignStyle.EXCEEDS_PAD)
        .appendLiteral('-')
        .appendValue(ChronoField.MONTH_OF_YEAR, 2)
        .appendLiteral('-')
        .appendValue(ChronoField.DAY_OF_MONTH, 2)
        .toFormatter();

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder().append(DATE)
        .appendLiteral('T')
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .toFormatter();

    private Iso8601() {
    }

    /** Returns the text of a date, given in days since 1970-01-01. */
    public static String date(int epochDay) {
        if (epochDay == SemanticTypes.DATE_INFINITY) {
            return INFINITY;
        }
        if (epochDay == SemanticTypes.DATE_MINUS_INFINITY) {
            return MINUS_INFINITY;
        }
        StringBuilder text = new StringBuilder(10);
        appendDate(text, epochDay);
        return text.toString();
    }

    /**
     * Returns the text of a time of day, given in microseconds since midnight, 24:00:00
     * included.
     */
    public static String time(long micros) {
        StringBuilder text = new StringBuilder(15);
        appendTime(text, micros);
        return text.toString();
    }

    /**
     * Returns the text of a date and time, given in microseconds since 1970-01-01T00:00.
     */
    public static String timestamp(long epochMicros) {
        if (epochMicros == SemanticTypes.TIMESTAMP_INFINITY) {
            return INFINITY;
        }
        if (epochMicros == SemanticTypes.TIMESTAMP_MINUS_INFINITY) {
            return MINUS_INFINITY;
        }
        return timestamp(Math.floorDiv(epochMicros, MICROS_PER_DAY), Math.floorMod(epochMicros, MICROS_PER_DAY));
    }

    /**
     * Returns the text of a date and time of any year, given in days since 1970-01-01 and
     * microseconds since midnight.
     */
    public static String timestamp(long epochDay, long microsOfDay) {
        StringBuilder text = new StringBuilder(27);
        appendDate(text, epochDay);
        text.append('T');
        appendTime(text, microsOfDay);
        return text.toString();
    }

    /**
     * Parses a date into days since 1970-01-01; throws {@link DateTimeException}.
     */
    public static int parseDate(String text) {
        return switch (text) {
            case INFINITY -> SemanticTypes.DATE_INFINITY;
            case MINUS_INFINITY -> SemanticTypes.DATE_MINUS_INFINITY;
            default -> Math.toIntExact(LocalDate.parse(text, DATE).toEpochDay());
        };
    }

    /**
     * Parses a time of day into microseconds since midnight; throws
     * {@link DateTimeException}.
     */
    public static long parseTime(String text) {
        return text.startsWith("24:00:00") ? MICROS_PER_DAY : exactNanos(LocalTime.parse(text)) / 1_000;
    }

    /**
     * Parses a date and time into microseconds since 1970-01-01T00:00; throws
     * {@link DateTimeException}.
     */
    public static long parseTimestamp(String text) {
        if (text.equals(INFINITY)) {
            return SemanticTypes.TIMESTAMP_INFINITY;
        }
        if (text.equals(MINUS_INFINITY)) {
            return SemanticTypes.TIMESTAMP_MINUS_INFINITY;
        }
        LocalDateTime dateTime = LocalDateTime.parse(text, DATE_TIME);
        exactNanos(dateTime.toLocalTime());
        return micros(dateTime);
    }

    /** Returns the microseconds since 1970-01-01T00:00; anything finer is cut off. */
    public static long micros(LocalDateTime dateTime) {
        return Math.addExact(Math.multiplyExact(dateTime.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
                dateTime.getNano() / 1_000);
    }

    /** The inverse of {@link #micros}. */
    public static LocalDateTime dateTime(long epochMicros) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(epochMicros, MICROS_PER_SECOND),
                Math.toIntExact(Math.floorMod(epochMicros, MICROS_PER_SECOND)) * 1_000, ZoneOffset.UTC);
    }

    /**
     * Returns the nanoseconds since midnight; what is finer than a microsecond would be
     * lost.
     */
    private static long exactNanos(LocalTime time) {
        if (time.getNano() % 1_000 != 0) {
            throw new DateTimeException("finer than a microsecond");
        }
        return time.toNanoOfDay();
    }

    private static void appendDate(StringBuilder text, long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int year = date.getYear();
        if (year < 0 || year > 9999) {
            DATE.formatTo(date, text);
            return;
        }
        appendTwo(text, year / 100);
        appendTwo(text, year % 100);
        text.append('-');
        appendTwo(text, date.getMonthValue());
        text.append('-');
        appendTwo(text, date.getDayOfMonth());
    }

    private static void appendTime(StringBuilder text, long micros) {
        int seconds = Math.toIntExact(micros / MICROS_PER_SECOND);
        appendTwo(text, seconds / 3600);
        text.append(':');
        appendTwo(text, seconds / 60 % 60);
        text.append(':');
        appendTwo(text, seconds % 60);
        int fraction = (int) (micros % MICROS_PER_SECOND);
        if (fraction != 0) {
            text.append('.');
            appendTwo(text, fraction / 10_000);
            appendTwo(text, fraction / 100 % 100);
            appendTwo(text, fraction % 100);
        }
    }

    private static void appendTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

}
