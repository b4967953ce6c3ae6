package io.rowcast.quickstart;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values as text that is the same whichever store they come from. */
final class RowText {

    private static final JsonMapper JSON = new JsonMapper();

    private RowText() {
    }

    static @Nullable String of(@Nullable LocalDate date) {
        return (date != null) ? date.toString() : null;
    }

    static @Nullable String of(@Nullable LocalDateTime dateTime) {
        return (dateTime != null) ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime) : null;
    }

    /** Returns the row that a JSON object holds. */
    static Map<String, @Nullable String> of(JsonNode object) {
        Map<String, @Nullable String> row = new HashMap<>();
        for (String column : UsersTable.COLUMNS) {
            JsonNode value = object.path(column);
            boolean isNull = value.isNull() || value.isMissingNode();
            row.put(column, isNull ? null : text(column, value));
        }
        return row;
    }

    /** Returns the row that a JSON text holds. */
    static Map<String, @Nullable String> of(byte[] json) {
        return of(JSON.readTree(json));
    }

    private static String text(String column, JsonNode value) {
        if (column.equals("timestamp")) {
            return String.valueOf(of(LocalDateTime.parse(value.asString())));
        }
        return value.asString();
    }

}
