package io.rowcast.ingest.source.mysql;

import java.util.Set;

import io.rowcast.ingest.source.ColumnType;
import io.rowcast.ingest.source.SourceType;
import io.rowcast.ingest.source.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column as MySQL's catalog describes it.
 *
 * @param name the name alone, such as {@code int}
 * @param isUnsigned whether it has no negative numbers
 * @param length greatest number of characters, bytes, bits or decimal digits
 * @param digits behind the point of a decimal, or of the fraction of a second
 * @param declaration the type as in {@code CREATE TABLE}
 */
record MySqlType(String name, boolean isUnsigned, int length, int digits, String declaration) implements SourceType {

    /** Bytes of any length. */
    static final MySqlType BYTES = new MySqlType("longblob", false, Integer.MAX_VALUE, 0, "longblob");

    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    private static final Set<String> BINARIES = Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob",
            "longblob");

    private static final Set<String> SPATIAL = Set.of("geometry", "point", "linestring", "polygon", "multipoint",
            "multilinestring", "multipolygon", "geomcollection", "geometrycollection");

    /** Of these an index has the whole value. */
    private static final Set<String> ORDERED = Set.of("decimal", "char", "varchar", "binary", "varbinary");

    /** A long has 19 digits, but not all of them. */
    private static final int DIGITS_OF_LONG = 18;

    boolean isText() {
        return TEXTS.contains(this.name);
    }

    @Override
    public @Nullable ColumnType column() {
        return MySqlTypes.of(this);
    }

    @Override
    public ColumnType text() {
        return MySqlTypes.sourceText(this);
    }

    @Override
    public Growth growth() {
        boolean isShortDecimal = this.name.equals("decimal") && this.digits == 0 && this.length <= DIGITS_OF_LONG;
        if (INTEGERS.contains(this.name) || isShortDecimal) {
            return Growth.WHOLE;
        }
        return ORDERED.contains(this.name) ? Growth.ORDERED : Growth.NONE;
    }

    @Override
    public @Nullable TimeText times() {
        return switch (this.name) {
            case "timestamp" -> new MySqlTime(MySqlTime.Kind.TIMESTAMP, this.digits);
            case "datetime" -> new MySqlTime(MySqlTime.Kind.DATETIME, this.digits);
            case "date" -> new MySqlTime(MySqlTime.Kind.DATE, 0);
            default -> null;
        };
    }

    /**
     * Texts are compared in the column's own collation, as its index is: a parameter
     * without a cast gives way to it.
     */
    @Override
    public String parameter() {
        if (INTEGERS.contains(this.name)) {
            return "CAST(? AS " + (this.isUnsigned ? "UNSIGNED)" : "SIGNED)");
        }
        if (BINARIES.contains(this.name)) {
            return "UNHEX(?)";
        }
        return switch (this.name) {
            case "decimal" -> "CAST(? AS DECIMAL(" + this.length + "," + this.digits + "))";
            case "bit", "enum", "set", "year" -> "CAST(? AS UNSIGNED)";
            case "timestamp", "datetime" -> "CAST(? AS DATETIME(6))";
            case "time" -> "CAST(? AS TIME(6))";
            case "date" -> "CAST(? AS DATE)";
            case "float", "double" -> "CAST(? AS DOUBLE)";
            default -> "?";
        };
    }

    @Override
    public String printed(String expression) {
        if (isText()) {
            return expression;
        }
        if (BINARIES.contains(this.name)) {
            return "HEX(" + expression + ")";
        }
        return switch (this.name) {
            case "bit", "enum", "set" -> "CAST(" + expression + " + 0 AS CHAR)";
            case "float" -> "CAST(" + expression + " + 0e0 AS CHAR)";
            default -> "CAST(" + expression + " AS CHAR)";
        };
    }

    /**
     * Returns what to select of a column to have its value exactly. Of a {@code float}
     * MySQL prints six digits, and all of them only as a double. Types that are not known
     * may be no text.
     */
    String selected(String column) {
        if (this.name.equals("float")) {
            return column + " + 0e0";
        }
        if (SPATIAL.contains(this.name)) {
            return "CONCAT('SRID=', ST_SRID(" + column + "), ';', ST_AsText(" + column + "))";
        }
        return (column() != null) ? column : "HEX(" + column + ")";
    }

}
