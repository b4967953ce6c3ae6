package io.rowcast.ingest.source.mysql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.rowcast.ingest.source.ColumnType;
import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What each type of MySQL becomes. All but bytes and bits is read as the text that the
 * server prints.
 */
final class MySqlTypes {

    /** Digits of 64 bits without a sign. */
    private static final int UNSIGNED_PRECISION = 20;

    private MySqlTypes() {
    }

    /** Returns what a column becomes, or null where there is no mapping for its type. */
    static @Nullable ColumnType of(MySqlType type) {
        return switch (type.name()) {
            case "tinyint" -> type.isUnsigned() ? int16() : text(SchemaBuilder.int8(), Byte::valueOf);
            case "smallint" -> type.isUnsigned() ? int32() : int16();
            case "mediumint" -> int32();
            case "int" -> type.isUnsigned() ? int64() : int32();
            case "bigint" -> type.isUnsigned() ? decimal(UNSIGNED_PRECISION, 0) : int64();
            case "decimal" -> decimal(type.length(), type.digits());
            case "float" -> text(SchemaBuilder.float32(), Float::valueOf);
            case "double" -> text(SchemaBuilder.float64(), Double::valueOf);
            case "year" -> int16();
            case "bit" -> bits(type);
            case "char", "varchar" -> text(SemanticTypes.string(type.length()));
            case "tinytext", "text", "mediumtext", "longtext" -> text(SchemaBuilder.string());
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> bytes();
            case "enum" -> text(SemanticTypes.enumeration(type.length()));
            case "set" -> sourceText(type);
            case "json" -> ColumnType.json(MySqlText::of);
            default -> temporal(type);
        };
    }

    /**
     * Zero dates, and times that are durations, have no place but as the text that they
     * are.
     */
    private static @Nullable ColumnType temporal(MySqlType type) {
        return switch (type.name()) {
            case "date" -> text(SemanticTypes.date(), MySqlText::date, sourceText(type));
            case "time" -> text(SemanticTypes.microTime(), MySqlText::time, sourceText(type));
            case "datetime" -> text(SemanticTypes.microTimestamp(), MySqlText::timestamp, sourceText(type));
            case "timestamp" -> text(SemanticTypes.zonedTimestamp(), MySqlText::zonedTimestamp, sourceText(type));
            default -> null;
        };
    }

    /** The text that MySQL prints. */
    static ColumnType sourceText(MySqlType type) {
        return text(SemanticTypes.sourceText(type.declaration()));
    }

    private static ColumnType int16() {
        return text(SchemaBuilder.int16(), Short::valueOf);
    }

    private static ColumnType int32() {
        return text(SchemaBuilder.int32(), Integer::valueOf);
    }

    private static ColumnType int64() {
        return text(SchemaBuilder.int64(), Long::valueOf);
    }

    private static ColumnType decimal(int precision, int scale) {
        return text(SemanticTypes.decimal(precision, scale), text -> new BigDecimal(text).setScale(scale));
    }

    private static ColumnType bytes() {
        return new ColumnType(SchemaBuilder.bytes(), text -> text.getBytes(StandardCharsets.ISO_8859_1),
                (row, index) -> row.getBytes(index), null);
    }

    /** A single bit is true or false. */
    private static ColumnType bits(MySqlType type) {
        boolean isSingle = type.length() == 1;
        Function<String, Object> parser = isSingle ? "1"::equals : text -> text;
        return new ColumnType(isSingle ? SchemaBuilder.bool() : SemanticTypes.sourceText(type.declaration()), parser,
                (row, index) -> {
                    byte[] bytes = row.getBytes(index);
                    return (bytes != null) ? parser.apply(MySqlText.bits(bytes, type.length())) : null;
                }, null);
    }

    private static ColumnType text(SchemaBuilder schema) {
        return text(schema, text -> text);
    }

    private static ColumnType text(SchemaBuilder schema, Function<String, Object> parser) {
        return text(schema, parser, null);
    }

    private static ColumnType text(SchemaBuilder schema, Function<String, Object> parser, @Nullable ColumnType exact) {
        return ColumnType.of(schema, MySqlText::of, parser, exact);
    }

}
