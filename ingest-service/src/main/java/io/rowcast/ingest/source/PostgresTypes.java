package io.rowcast.ingest.source;

import java.math.BigDecimal;
import java.util.HexFormat;

import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What each type of PostgreSQL becomes. All but bytea is read as the text that the server
 * prints, which is exact, the same in any time zone, and the same inside an array.
 */
final class PostgresTypes {

    /** A modifier of numeric, varchar and char counts these four bytes too. */
    private static final int HEADER = 4;

    private PostgresTypes() {
    }

    /** Returns what a column becomes, or null where there is no mapping for its type. */
    static @Nullable ColumnType of(ColumnDefinition column) {
        ColumnType type = scalar(column.type(), column.modifier());
        return (type != null && column.isArray()) ? type.array() : type;
    }

    private static @Nullable ColumnType scalar(String type, int modifier) {
        return switch (type) {
            case "bool" -> ColumnType.ofText(SchemaBuilder.bool(), "t"::equals);
            case "int2" -> ColumnType.ofText(SchemaBuilder.int16(), Short::valueOf);
            case "int4" -> ColumnType.ofText(SchemaBuilder.int32(), Integer::valueOf);
            case "int8" -> ColumnType.ofText(SchemaBuilder.int64(), Long::valueOf);
            case "float4" -> ColumnType.ofText(SchemaBuilder.float32(), Float::valueOf);
            case "float8" -> ColumnType.ofText(SchemaBuilder.float64(), Double::valueOf);
            case "numeric" -> (modifier < 0) ? string(SemanticTypes.numeric()) : decimal(modifier - HEADER);
            case "text" -> string(SchemaBuilder.string());
            case "varchar", "bpchar" ->
                string((modifier < 0) ? SchemaBuilder.string() : SemanticTypes.string(modifier - HEADER));
            case "bytea" -> new ColumnType(SchemaBuilder.bytes(),
                    text -> HexFormat.of().parseHex(text, 2, text.length()), (row, index) -> row.getBytes(index));
            case "uuid" -> string(SemanticTypes.uuid());
            case "json", "jsonb" -> string(SemanticTypes.json());
            case "date" -> ColumnType.ofText(SemanticTypes.date(), PostgresText::date);
            case "time" -> ColumnType.ofText(SemanticTypes.microTime(), PostgresText::time);
            case "timestamp" -> ColumnType.ofText(SemanticTypes.microTimestamp(), PostgresText::timestamp);
            case "timestamptz" -> ColumnType.ofText(SemanticTypes.zonedTimestamp(), PostgresText::zonedTimestamp);
            default -> null;
        };
    }

    private static ColumnType string(SchemaBuilder schema) {
        return ColumnType.ofText(schema, text -> text);
    }

    /** The scale has eleven bits and a sign: numeric(3,-2) counts hundreds. */
    private static ColumnType decimal(int modifier) {
        int precision = modifier >> 16 & 0xffff;
        int scale = (modifier & 0x7ff ^ 1024) - 1024;
        return ColumnType.ofText(SemanticTypes.decimal(precision, scale), text -> {
            if (text.equals("NaN")) {
                throw new UnrepresentableValueException("NaN in a decimal of a fixed number of digits");
            }
            return new BigDecimal(text).setScale(scale);
        });
    }

}
