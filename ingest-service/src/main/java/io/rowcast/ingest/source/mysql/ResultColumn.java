package io.rowcast.ingest.source.mysql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column of a result, as the driver describes it.
 *
 * @param name its name
 * @param type its type; of an enumeration and a set the driver tells a text
 * @param isNullable whether it takes NULL, as far as that is known
 */
record ResultColumn(String name, MySqlType type, boolean isNullable) {

    private static final String UNSIGNED = " unsigned";

    /** A point and the digits behind it follow. */
    private static final int TIMESTAMP_LENGTH = "yyyy-mm-dd hh:mm:ss".length();

    static List<ResultColumn> of(ResultSetMetaData result) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(new ResultColumn(
                    result.getColumnLabel(i), type(result.getColumnTypeName(i).toLowerCase(Locale.ROOT),
                            result.getPrecision(i), result.getScale(i)),
                    result.isNullable(i) != ResultSetMetaData.columnNoNulls));
        }
        return columns;
    }

    private static MySqlType type(String declared, int precision, int scale) {
        boolean isUnsigned = declared.endsWith(UNSIGNED);
        String name = declared.replace(UNSIGNED, "");
        int digits = switch (name) {
            case "decimal" -> scale;
            case "datetime", "timestamp" -> Math.max(0, precision - TIMESTAMP_LENGTH - 1);
            default -> 0;
        };
        String declaration = switch (name) {
            case "decimal" -> "decimal(" + precision + "," + scale + ")" + (isUnsigned ? UNSIGNED : "");
            case "char", "varchar", "binary", "varbinary", "bit" -> name + "(" + precision + ")";
            case "datetime", "timestamp" -> (digits > 0) ? name + "(" + digits + ")" : name;
            default -> declared;
        };
        return new MySqlType(name, isUnsigned, precision, digits, declaration);
    }

}
