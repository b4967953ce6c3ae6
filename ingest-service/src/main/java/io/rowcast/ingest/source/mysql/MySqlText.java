package io.rowcast.ingest.source.mysql;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

import io.rowcast.ingest.source.UnrepresentableValueException;
import io.rowcast.record.Iso8601;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as MySQL prints them, without what the driver would make of them: zero
 * dates, times of more than a day and years are as they are.
 */
final class MySqlText {

    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

    private static final int DATE_LENGTH = "yyyy-mm-dd".length();

    private MySqlText() {
    }

    /** Returns the text that the server has sent; null for NULL. */
    static @Nullable String of(ResultSet row, int index) throws SQLException {
        byte[] bytes = row.getBytes(index);
        return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    /**
     * Returns days since 1970-01-01.
     * @throws UnrepresentableValueException when the year, month or day is zero
     */
    static int date(String text) {
        try {
            return Math.toIntExact(
                    LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, DATE_LENGTH)).toEpochDay());
        }
        catch (DateTimeException ex) {
            throw new UnrepresentableValueException("a date with a zero in it");
        }
    }

    /**
     * Returns microseconds since 1970-01-01T00:00.
     * @throws UnrepresentableValueException when the year, month or day is zero
     */
    static long timestamp(String text) {
        return date(text.substring(0, DATE_LENGTH)) * MICROS_PER_DAY + micros(text, DATE_LENGTH + 1);
    }

    /** Returns the timestamp of a session in UTC, with a Z. */
    static String zonedTimestamp(String text) {
        return Iso8601.timestamp(timestamp(text)) + "Z";
    }

    /**
     * Returns microseconds since midnight.
     * @throws UnrepresentableValueException when it is a duration: negative, or of more
     * than a day
     */
    static long time(String text) {
        long micros = text.startsWith("-") ? -1 : micros(text, 0);
        if (micros < 0 || micros >= MICROS_PER_DAY) {
            throw new UnrepresentableValueException("a time that is no time of day");
        }
        return micros;
    }

    private static long micros(String text, int from) {
        int minutes = text.indexOf(':', from) + 1;
        int seconds = text.indexOf(':', minutes) + 1;
        long whole = TimeUnit.HOURS.toSeconds(number(text, from, minutes - 1))
                + TimeUnit.MINUTES.toSeconds(number(text, minutes, seconds - 1)) + number(text, seconds, seconds + 2);
        return TimeUnit.SECONDS.toMicros(whole) + fraction(text, seconds + 3);
    }

    private static int fraction(String text, int from) {
        int fraction = 0;
        for (int i = from; i < from + 6; i++) {
            fraction = 10 * fraction + ((i < text.length()) ? text.charAt(i) - '0' : 0);
        }
        return fraction;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Returns the digits of {@code bit(length)}, which is sent as bytes. */
    static String bits(byte[] bytes, int length) {
        String digits = new BigInteger(1, bytes).toString(2);
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }

}
