package io.rowcast.sink.deadletters;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

import io.rowcast.operator.RefusedRequestException;
import org.jspecify.annotations.Nullable;

/** Reads what operators write into requests about dead letters. */
final class LetterQuery {

    private LetterQuery() {
    }

    /**
     * Returns a filter.
     * @param fields by their names
     * @throws RefusedRequestException naming a field that is not what it has to be
     */
    static LetterFilter filter(Map<String, @Nullable String> fields) {
        return new LetterFilter(offset(fields.get("offset")), fields.get("error"), time("since", fields.get("since")),
                time("until", fields.get("until")));
    }

    static @Nullable Long offset(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new RefusedRequestException("offset: '" + text + "' is no offset");
        }
        return Long.valueOf(text);
    }

    static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (!text.equals("true")) {
            throw new RefusedRequestException(name + ": '" + text + "' is none of true, false");
        }
        return true;
    }

    /** Returns a number from 1 up to a greatest. */
    static int limit(@Nullable String text, int otherwise, int most) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new RefusedRequestException("limit: '" + text + "' is not from 1 to " + most);
        }
        return Integer.parseInt(text);
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return (text != null) ? Instant.parse(text) : null;
        }
        catch (DateTimeParseException ex) {
            throw new RefusedRequestException(name + ": '" + text + "' is no time such as 2026-11-21T10:15:00Z");
        }
    }

}
