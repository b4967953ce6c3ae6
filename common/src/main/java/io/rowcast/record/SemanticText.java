package io.rowcast.record;

import java.time.DateTimeException;
import java.util.regex.Pattern;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Checks the values that are strings in memory and something else in JSON: numbers, JSON
 * and timestamps. What was decoded or read from a database is right; a transformation
 * that masks such a field may put an empty string there, and the JSON would be broken.
 */
public final class SemanticText {

    private static final Pattern NUMBER = Pattern
        .compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|NaN|Infinity|-Infinity");

    private SemanticText() {
    }

    /**
     * Requires that every such field is what its schema says.
     * @throws DataException naming the field, never its value
     */
    public static void require(Struct struct) {
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            if (value instanceof Struct nested) {
                require(nested);
            }
            else if (value instanceof String text && !isRight(field.schema(), text)) {
                throw new DataException("field " + field.name() + ": not a " + field.schema().name());
            }
        }
    }

    private static boolean isRight(Schema schema, String text) {
        return switch (schema.name()) {
            case SemanticTypes.NUMERIC -> NUMBER.matcher(text).matches();
            case SemanticTypes.JSON -> isJson(text);
            case SemanticTypes.ZONED_TIMESTAMP -> isTimestamp(text);
            case null, default -> true;
        };
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = RowJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        }
        catch (JacksonException ex) {
            return false;
        }
    }

    private static boolean isTimestamp(String text) {
        if (text.endsWith("infinity")) {
            return text.equals("infinity") || text.equals("-infinity");
        }
        try {
            Iso8601.parseTimestamp(text.substring(0, Math.max(0, text.length() - 1)));
            return text.endsWith("Z");
        }
        catch (DateTimeException | IllegalArgumentException | ArithmeticException ex) {
            return false;
        }
    }

}
