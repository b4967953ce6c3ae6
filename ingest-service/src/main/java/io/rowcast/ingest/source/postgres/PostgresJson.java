package io.rowcast.ingest.source.postgres;

import java.util.Base64;

import io.rowcast.ingest.source.JsonBytes;
import io.rowcast.ingest.source.JsonText;

/**
 * What PostgreSQL prints with {@code DateStyle=ISO} in UTC, as JSON: {@link JsonText} for
 * the types that nearly every table has, as far as their values are usual ones.
 */
final class PostgresJson {

    private static final byte[] TRUE = { 't', 'r', 'u', 'e' };

    private static final byte[] FALSE = { 'f', 'a', 'l', 's', 'e' };

    /** {@code 2020-06-29} */
    private static final int DATE_LENGTH = 10;

    /** {@code 11:20:20} */
    private static final int SECONDS_LENGTH = 8;

    private static final int FRACTION_DIGITS = 6;

    private PostgresJson() {
    }

    static boolean bool(byte[] text, JsonBytes json) {
        json.append((text[0] == 't') ? TRUE : FALSE);
        return true;
    }

    /** A number, unless it is NaN or infinite. */
    static boolean number(byte[] text, JsonBytes json) {
        if (!isDigit(text[text.length - 1])) {
            return false;
        }
        json.append(text);
        return true;
    }

    static boolean string(byte[] text, JsonBytes json) {
        return json.appendString(text);
    }

    /** Of the JSON value null there is more to say. */
    static boolean json(byte[] text, JsonBytes json) {
        return firstCharacter(text) != 'n' && json.appendOnOneLine(text);
    }

    private static byte firstCharacter(byte[] text) {
        for (byte each : text) {
            if (each > ' ') {
                return each;
            }
        }
        return 0;
    }

    /** The driver has decoded the bytes. */
    static boolean binary(byte[] bytes, JsonBytes json) {
        json.append('"').append(Base64.getEncoder().encode(bytes)).append('"');
        return true;
    }

    static boolean date(byte[] text, JsonBytes json) {
        if (text.length != DATE_LENGTH || !isDate(text)) {
            return false;
        }
        json.append('"').append(text).append('"');
        return true;
    }

    static boolean time(byte[] text, JsonBytes json) {
        if (text.length < SECONDS_LENGTH) {
            return false;
        }
        json.append('"');
        appendTime(text, 0, text.length, json);
        json.append('"');
        return true;
    }

    static boolean timestamp(byte[] text, JsonBytes json) {
        return timestamp(text, text.length, json) && json.append('"') != null;
    }

    /** The session's zone is UTC. */
    static boolean zonedTimestamp(byte[] text, JsonBytes json) {
        int end = text.length - "+00".length();
        return end > 0 && text[end] == '+' && text[end + 1] == '0' && text[end + 2] == '0' && timestamp(text, end, json)
                && json.append('Z').append('"') != null;
    }

    /** Other years have another length, or BC at their end. */
    private static boolean timestamp(byte[] text, int end, JsonBytes json) {
        if (end < DATE_LENGTH + 1 + SECONDS_LENGTH || !isDate(text) || text[DATE_LENGTH] != ' '
                || !isDigit(text[end - 1])) {
            return false;
        }
        json.append('"').append(text, 0, DATE_LENGTH).append('T');
        appendTime(text, DATE_LENGTH + 1, end, json);
        return true;
    }

    private static boolean isDate(byte[] text) {
        return isDigit(text[0]) && text[4] == '-' && text[7] == '-';
    }

    /** PostgreSQL leaves zeros at the end of the fraction out. */
    private static void appendTime(byte[] text, int from, int end, JsonBytes json) {
        json.append(text, from, end);
        int digits = end - from - SECONDS_LENGTH - 1;
        for (int missing = FRACTION_DIGITS - digits; digits > 0 && missing > 0; missing--) {
            json.append('0');
        }
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

}
