package io.rowcast.mysql;

import java.util.Map;

import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The type of a column that is made for a field: the narrowest that keeps every value as
 * it is. See {@code RATIONALE.md} for why each.
 *
 * @param sql as it stands in a statement
 * @param rowBytes what it takes of the 65,535 bytes that all columns of a row share;
 * large objects are kept elsewhere and take their pointer only
 */
record ColumnType(String sql, int rowBytes) {

    /** Longer strings become LONGTEXT. */
    private static final int MAX_VARCHAR = 1_000;

    private static final int MAX_PRECISION = 65;

    private static final int MAX_SCALE = 30;

    private static final int BYTES_PER_CHARACTER = 4;

    static final ColumnType LONGTEXT = new ColumnType("LONGTEXT", 12);

    private static final ColumnType JSON = new ColumnType("JSON", 12);

    private static final ColumnType DOUBLE = new ColumnType("DOUBLE", 8);

    private static final ColumnType DATE = new ColumnType("DATE", 3);

    private static final ColumnType TIME = new ColumnType("TIME(6)", 6);

    private static final ColumnType DATETIME = new ColumnType("DATETIME(6)", 8);

    /** Returns the type of a column that is in no key. */
    static ColumnType of(Schema schema) {
        String name = (schema.name() != null) ? schema.name() : "";
        return switch (name) {
            case SemanticTypes.DATE, Date.LOGICAL_NAME -> DATE;
            case SemanticTypes.MICRO_TIME, Time.LOGICAL_NAME -> TIME;
            case SemanticTypes.MICRO_TIMESTAMP, SemanticTypes.ISO_TIMESTAMP, SemanticTypes.ZONED_TIMESTAMP,
                    Timestamp.LOGICAL_NAME ->
                DATETIME;
            case SemanticTypes.UUID -> new ColumnType("CHAR(36)", 36 * BYTES_PER_CHARACTER);
            case SemanticTypes.JSON -> JSON;
            case SemanticTypes.NUMERIC ->
                (schema.parameters() != null) ? decimal(schema.parameters()) : decimal(MAX_PRECISION, MAX_SCALE);
            case Decimal.LOGICAL_NAME -> decimal(schema.parameters());
            default -> plain(schema);
        };
    }

    /**
     * Returns the type of a column of a key.
     * @param maxBytes what this column may take of the 3,072 bytes of an index
     * @throws UnwritableRowException when nothing that can be indexed keeps the values
     */
    static ColumnType ofKey(String field, Schema schema, int maxBytes) {
        ColumnType type = of(schema);
        return switch (type.sql) {
            case "JSON" -> throw new UnwritableRowException(
                    "key column " + field + ": MySQL has no index on JSON; choose other key columns at the source");
            case "LONGBLOB" -> new ColumnType("VARBINARY(" + Math.min(255, maxBytes) + ")", Math.min(255, maxBytes));
            case "LONGTEXT" -> varchar(Math.min(Math.max(length(schema), 255), maxBytes / BYTES_PER_CHARACTER));
            default -> type.isVarchar() ? varchar(Math.min(length(schema), maxBytes / BYTES_PER_CHARACTER)) : type;
        };
    }

    /** Whether the size is open: the column can be made narrower, or a large object. */
    boolean isVarchar() {
        return this.sql.startsWith("VARCHAR");
    }

    private static ColumnType plain(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> new ColumnType("TINYINT(1)", 1);
            case INT8 -> new ColumnType("TINYINT", 1);
            case INT16 -> new ColumnType("SMALLINT", 2);
            case INT32 -> new ColumnType("INT", 4);
            case INT64 -> new ColumnType("BIGINT", 8);
            case FLOAT32, FLOAT64 -> DOUBLE;
            case STRING -> (length(schema) >= 1 && length(schema) <= MAX_VARCHAR) ? varchar(length(schema)) : LONGTEXT;
            case BYTES -> new ColumnType("LONGBLOB", 12);
            case ARRAY, MAP, STRUCT -> JSON;
        };
    }

    private static ColumnType varchar(int length) {
        return new ColumnType("VARCHAR(" + length + ")", length * BYTES_PER_CHARACTER + 2);
    }

    /** Returns the length that the source's column has, or 0. */
    private static int length(Schema schema) {
        return number(schema.parameters(), SemanticTypes.LENGTH, 0);
    }

    /** A scale may be negative, or larger than the precision: PostgreSQL has both. */
    private static ColumnType decimal(Map<String, String> parameters) {
        int scale = number(parameters, Decimal.SCALE_FIELD, 0);
        int precision = number(parameters, SemanticTypes.PRECISION, MAX_PRECISION);
        int digits = Math.max(precision - Math.min(scale, 0), Math.max(scale, 1));
        return (digits <= MAX_PRECISION && scale <= MAX_SCALE) ? decimal(digits, Math.max(scale, 0)) : LONGTEXT;
    }

    private static ColumnType decimal(int precision, int scale) {
        return new ColumnType("DECIMAL(" + precision + "," + scale + ")", precision / 2 + 2);
    }

    private static int number(Map<String, String> parameters, String name, int otherwise) {
        String text = (parameters != null) ? parameters.get(name) : null;
        return (text != null && text.matches("-?\\d{1,9}")) ? Integer.parseInt(text) : otherwise;
    }

}
