package io.rowcast.ingest.source.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.rowcast.ingest.source.UnrepresentableValueException;
import io.rowcast.record.Iso8601;
import io.rowcast.record.SemanticTypes;

/**
 * Reads dates, times and amounts of money as PostgreSQL prints them with
 * {@code DateStyle=ISO}, without any time zone of this JVM. Stands on one text and moves
 * on through it.
 */
final class PostgresText {

    private static final String BEFORE_CHRIST = " BC";

    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

    /** How locales mark a negative amount. */
    private static final String MINUS = "-\u2212(";

    private final String text;

    private final boolean beforeChrist;

    private final int end;

    private int at;

    private PostgresText(String text) {
        this.text = text;
        this.beforeChrist = text.endsWith(BEFORE_CHRIST);
        this.end = this.beforeChrist ? text.length() - BEFORE_CHRIST.length() : text.length();
    }

    /** Returns days since 1970-01-01, or what {@link SemanticTypes} has for infinity. */
    static int date(String text) {
        return switch (text) {
            case "infinity" -> SemanticTypes.DATE_INFINITY;
            case "-infinity" -> SemanticTypes.DATE_MINUS_INFINITY;
            default -> Math.toIntExact(new PostgresText(text).epochDay());
        };
    }

    /** Returns microseconds since midnight. */
    static long time(String text) {
        return new PostgresText(text).micros();
    }

    /**
     * Returns the time with its own offset, as {@link SemanticTypes#ZONED_TIME} has it.
     */
    static String zonedTime(String text) {
        PostgresText reader = new PostgresText(text);
        String time = Iso8601.time(reader.micros());
        return time + ZoneOffset.ofTotalSeconds(reader.offsetSeconds()).getId();
    }

    /**
     * Returns microseconds since 1970-01-01T00:00, or what {@link SemanticTypes} has for
     * infinity.
     * @throws ArithmeticException when 64 bits do not hold them, after the year 294246
     */
    static long timestamp(String text) {
        return switch (text) {
            case "infinity" -> SemanticTypes.TIMESTAMP_INFINITY;
            case "-infinity" -> SemanticTypes.TIMESTAMP_MINUS_INFINITY;
            default -> new PostgresText(text).epochMicros();
        };
    }

    /** Returns the date and time, as {@link SemanticTypes#ISO_TIMESTAMP} has it. */
    static String isoTimestamp(String text) {
        return text.endsWith("infinity") ? text : new PostgresText(text).inUtc(false);
    }

    /** Returns the time in UTC, as {@link SemanticTypes#ZONED_TIMESTAMP} has it. */
    static String zonedTimestamp(String text) {
        return text.endsWith("infinity") ? text : new PostgresText(text).inUtc(true) + "Z";
    }

    /**
     * Returns an amount of money. Its digits are all there; signs and separators are
     * those of the database's {@code lc_monetary}.
     */
    static BigDecimal money(String text, int scale) {
        StringBuilder digits = new StringBuilder(text.length());
        boolean isNegative = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                digits.append(character);
            }
            isNegative |= MINUS.indexOf(character) >= 0;
        }
        BigDecimal amount = new BigDecimal(new BigInteger(digits.toString()), scale);
        return isNegative ? amount.negate() : amount;
    }

    /** Days and microseconds apart hold what microseconds alone do not. */
    private String inUtc(boolean hasOffset) {
        long day = epochDay();
        this.at++;
        long micros = micros() - (hasOffset ? TimeUnit.SECONDS.toMicros(offsetSeconds()) : 0);
        return Iso8601.timestamp(day + Math.floorDiv(micros, MICROS_PER_DAY), Math.floorMod(micros, MICROS_PER_DAY));
    }

    private long epochMicros() {
        long day = epochDay();
        this.at++;
        return Math.addExact(Math.multiplyExact(day, MICROS_PER_DAY), micros());
    }

    private long epochDay() {
        int year = number();
        this.at++;
        int month = number();
        this.at++;
        return LocalDate.of(this.beforeChrist ? 1 - year : year, month, number()).toEpochDay();
    }

    private long micros() {
        long seconds = number() * 3600L;
        this.at++;
        seconds += number() * 60L;
        this.at++;
        seconds += number();
        return TimeUnit.SECONDS.toMicros(seconds) + fraction();
    }

    private long fraction() {
        if (this.at >= this.end || this.text.charAt(this.at) != '.') {
            return 0;
        }
        this.at++;
        int from = this.at;
        long fraction = number();
        for (int digits = this.at - from; digits < 6; digits++) {
            fraction *= 10;
        }
        return fraction;
    }

    /** The offset is {@code +hh}, {@code +hh:mm} or {@code +hh:mm:ss}. */
    private int offsetSeconds() {
        int sign = (this.text.charAt(this.at++) == '-') ? -1 : 1;
        int seconds = number() * 3600;
        for (int unit = 60; unit > 0 && this.at < this.end; unit /= 60) {
            this.at++;
            seconds += number() * unit;
        }
        return sign * seconds;
    }

    private int number() {
        int number = 0;
        int from = this.at;
        for (; this.at < this.end; this.at++) {
            int digit = this.text.charAt(this.at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + digit;
        }
        if (this.at == from) {
            throw new UnrepresentableValueException("not a date or time as PostgreSQL prints it");
        }
        return number;
    }

}
