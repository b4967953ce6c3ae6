package io.rowcast.mysql;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.TransientSinkException;

/**
 * Says of a failure of MySQL whether time, or a person at MySQL, cures it, or whether a
 * row can never be written. What MySQL says of a row quotes its values, so of those
 * messages nothing is passed on but the error's number and name and the column.
 */
final class MySqlFailures {

    /** A table was changed by hand: it is looked at again. */
    private static final Set<Integer> TABLE_CHANGED = Set.of(1054, 1146, 1051, 1091, 1412);

    /**
     * What is cured without a change of the row; MySQL's words for these name no value.
     */
    private static final Set<Integer> TRANSIENT = Set.of(
            // Connections and the server's state
            1040, 1042, 1043, 1047, 1053, 1077, 1079, 1080, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226,
            1927, 2006, 2013,
            // Locks, deadlocks, statements that were ended
            1205, 1206, 1213, 1317, 1614, 1637, 1969, 3024, 3058, 3101, 3572,
            // Read-only
            1290, 1792, 1836, 3098,
            // Rights and credentials
            1044, 1045, 1142, 1143, 1227, 1370, 1524, 1820, 1862, 3118,
            // No database, no space, no memory
            1005, 1021, 1026, 1030, 1037, 1038, 1041, 1046, 1049, 1114, 1135, 1180, 1194, 1195, 1815, 3019, 3170);

    /** What a row can never get past. */
    private static final Map<Integer, String> REJECTED = Map.ofEntries(Map.entry(1048, "ER_BAD_NULL_ERROR"),
            Map.entry(1062, "ER_DUP_ENTRY"), Map.entry(1118, "ER_TOO_BIG_ROWSIZE"),
            Map.entry(1153, "ER_NET_PACKET_TOO_LARGE"), Map.entry(1216, "ER_NO_REFERENCED_ROW"),
            Map.entry(1217, "ER_ROW_IS_REFERENCED"), Map.entry(1264, "ER_WARN_DATA_OUT_OF_RANGE"),
            Map.entry(1265, "WARN_DATA_TRUNCATED"), Map.entry(1292, "ER_TRUNCATED_WRONG_VALUE"),
            Map.entry(1300, "ER_INVALID_CHARACTER_STRING"), Map.entry(1364, "ER_NO_DEFAULT_FOR_FIELD"),
            Map.entry(1366, "ER_TRUNCATED_WRONG_VALUE_FOR_FIELD"), Map.entry(1367, "ER_ILLEGAL_VALUE_FOR_TYPE"),
            Map.entry(1406, "ER_DATA_TOO_LONG"), Map.entry(1411, "ER_WRONG_VALUE_FOR_TYPE"),
            Map.entry(1416, "ER_CANT_CREATE_GEOMETRY_OBJECT"), Map.entry(1441, "ER_DATETIME_FUNCTION_OVERFLOW"),
            Map.entry(1451, "ER_ROW_IS_REFERENCED_2"), Map.entry(1452, "ER_NO_REFERENCED_ROW_2"),
            Map.entry(1526, "ER_NO_PARTITION_FOR_GIVEN_VALUE"), Map.entry(1644, "ER_SIGNAL_EXCEPTION"),
            Map.entry(1690, "ER_DATA_OUT_OF_RANGE"), Map.entry(3105, "ER_NON_DEFAULT_VALUE_FOR_GENERATED_COLUMN"),
            Map.entry(3140, "ER_INVALID_JSON_TEXT"), Map.entry(3144, "ER_INVALID_JSON_CHARSET"),
            Map.entry(3157, "ER_JSON_DOCUMENT_TOO_DEEP"), Map.entry(3819, "ER_CHECK_CONSTRAINT_VIOLATED"),
            Map.entry(4025, "ER_CONSTRAINT_FAILED"));

    /** Why a table or a column cannot be made. */
    private static final Map<Integer, String> REFUSED_DEFINITION = Map.ofEntries(Map.entry(1059, "ER_TOO_LONG_IDENT"),
            Map.entry(1060, "ER_DUP_FIELDNAME"), Map.entry(1070, "ER_TOO_MANY_KEY_PARTS"),
            Map.entry(1071, "ER_TOO_LONG_KEY"), Map.entry(1074, "ER_TOO_BIG_FIELDLENGTH"),
            Map.entry(1103, "ER_WRONG_TABLE_NAME"), Map.entry(1117, "ER_TOO_MANY_FIELDS"),
            Map.entry(1118, "ER_TOO_BIG_ROWSIZE"), Map.entry(1166, "ER_WRONG_COLUMN_NAME"),
            Map.entry(1170, "ER_BLOB_KEY_WITHOUT_LENGTH"), Map.entry(1300, "ER_INVALID_CHARACTER_STRING"));

    /** MySQL names the column behind the value, at the very end. */
    private static final Pattern COLUMN = Pattern
        .compile("(?:for column|Column) '([^']{1,64})'(?: at row \\d+| cannot be null)$");

    private MySqlFailures() {
    }

    /** Returns what to throw; its message begins with what failed. */
    static RuntimeException classify(String what, SQLException failure) {
        // First: MySQL calls a packet that is too large a failure of the connection.
        if (failure instanceof PacketTooBigException || REJECTED.containsKey(failure.getErrorCode())) {
            return rejection(failure);
        }
        if (isTransient(failure)) {
            return new TransientSinkException(what + ": " + words(failure), failure);
        }
        if (hasState(failure, "22") || hasState(failure, "23")) {
            return rejection(failure);
        }
        return new UnexpectedMySqlException(what, failure);
    }

    /**
     * Says of a failure to make a table or a column; the rows of that shape are refused
     * where it can never be made.
     */
    static RuntimeException classifyDefinition(String what, SQLException failure) {
        String symbol = REFUSED_DEFINITION.get(failure.getErrorCode());
        return (symbol != null)
                ? new UnwritableRowException(
                        what + ": refused by MySQL: error " + failure.getErrorCode() + " (" + symbol + ")")
                : classify(what, failure);
    }

    private static SinkRejectionException rejection(SQLException failure) {
        String message = "refused by MySQL: " + name(failure);
        return new SinkRejectionException(message, new UnwritableRowException(message));
    }

    private static boolean isTransient(SQLException failure) {
        return failure instanceof SQLTransientException || failure instanceof SQLRecoverableException
                || TRANSIENT.contains(failure.getErrorCode()) || TABLE_CHANGED.contains(failure.getErrorCode())
                || hasState(failure, "08") || hasState(failure, "40");
    }

    private static boolean hasState(SQLException failure, String sqlStateClass) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(sqlStateClass);
    }

    /** The pool's own message tells of its connections only; the reason is the cause. */
    private static String words(SQLException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
        int code = (cause instanceof SQLException sql) ? sql.getErrorCode() : failure.getErrorCode();
        return message.lines().findFirst().orElse("") + ((code != 0) ? " (" + code + ")" : "");
    }

    /** Returns the error's number and name, and the column where MySQL tells it. */
    private static String name(SQLException failure) {
        if (failure instanceof PacketTooBigException) {
            return "the row is larger than max_allowed_packet";
        }
        String symbol = REJECTED.get(failure.getErrorCode());
        Matcher column = COLUMN.matcher(String.valueOf(failure.getMessage()));
        return "error " + failure.getErrorCode() + " (" + ((symbol != null) ? symbol : failure.getSQLState()) + ")"
                + (column.find() ? ", column " + column.group(1) : "");
    }

}
