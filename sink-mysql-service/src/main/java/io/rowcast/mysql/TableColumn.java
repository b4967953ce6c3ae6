package io.rowcast.mysql;

import java.util.Locale;

/**
 * A column as it is in the database.
 *
 * @param table its table
 * @param name its name
 * @param type MySQL's name of the type without length and sign, such as {@code varchar}
 * @param length greatest number of characters or bytes; 0 for other types
 * @param precision digits in all of a decimal; 0 for other types
 * @param scale digits behind the point of a decimal, or digits of the fraction of a
 * second; 0 for other types
 * @param definition its type as a statement has it, character set included
 * @param presence whether it may be NULL
 * @param primary whether it is part of the primary key
 */
record TableColumn(String table, String name, String type, long length, int precision, int scale, String definition,
        Presence presence, boolean primary) {

    boolean nullable() {
        return this.presence == Presence.NULLABLE;
    }

    /** What kinds of values the column keeps as they are. */
    Kind kind() {
        return switch (this.type.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint" -> Kind.INTEGER;
            case "bit" -> Kind.BIT;
            case "decimal", "numeric" -> Kind.DECIMAL;
            case "float" -> Kind.FLOAT;
            case "double", "real" -> Kind.DOUBLE;
            case "char" -> Kind.CHAR;
            case "varchar", "tinytext", "text", "mediumtext", "longtext", "enum" -> Kind.TEXT;
            case "binary" -> Kind.BINARY;
            case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BLOB;
            case "date" -> Kind.DATE;
            case "time" -> Kind.TIME;
            case "datetime", "timestamp" -> Kind.DATETIME;
            case "json" -> Kind.JSON;
            default -> Kind.OTHER;
        };
    }

    /** Returns an exception that says of this column why a value has no place in it. */
    UnwritableRowException refuse(String reason) {
        return new UnwritableRowException("column " + this.table + "." + this.name + ": " + reason);
    }

    /** Whether a row needs a value for a column. */
    enum Presence {

        /** It may be NULL. */
        NULLABLE,

        /** It must not be NULL, but MySQL has a value where none is given. */
        DEFAULTED,

        /** A row needs a value. */
        REQUIRED

    }

    /** What a column keeps. */
    enum Kind {

        INTEGER, BIT, DECIMAL, FLOAT, DOUBLE,

        /** Spaces at the end are lost. */
        CHAR,

        TEXT,

        /** Shorter values are filled up with zeros. */
        BINARY,

        BLOB, DATE, TIME, DATETIME, JSON, OTHER

    }

}
