package io.rowcast.ingest.source.postgres;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.util.HexFormat;

import io.rowcast.ingest.source.ColumnType;
import io.rowcast.ingest.source.UnrepresentableValueException;
import io.rowcast.record.RowJson;
import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What each type of PostgreSQL becomes. All but bytea is read as the text that the server
 * prints, which is exact, the same in any time zone, and the same inside an array.
 */
final class PostgresTypes {

    private static final RowJson JSON = new RowJson();

    /** A modifier of numeric, varchar and char counts these four bytes too. */
    private static final int HEADER = 4;

    /** What PostgreSQL's identifiers and the labels of its enumerations have at most. */
    private static final int NAME_LENGTH = 63;

    /** Digits of 64 bits. */
    private static final int MONEY_PRECISION = 19;

    private PostgresTypes() {
    }

    /** Returns what a column becomes, or null where there is no mapping for its type. */
    static @Nullable ColumnType of(PostgresType type) {
        ColumnType column = scalar(type);
        for (int i = 0; i < type.arrays() && column != null; i++) {
            column = array(column, type.delimiter());
        }
        return column;
    }

    /** Returns what a column of any type can become: the text that the server prints. */
    static ColumnType text(PostgresType type) {
        return string(SemanticTypes.sourceText(type.declaration()));
    }

    /** What is text in memory and in JSON. */
    private static ColumnType string(SchemaBuilder schema) {
        return ColumnType.ofText(schema).printing(PostgresJson::string);
    }

    /**
     * An array of a type, the elements of which may be null. Connect's arrays have one
     * dimension, so any other array becomes a JSON text of nested arrays.
     */
    private static ColumnType array(ColumnType type, char delimiter) {
        Schema element = type.schema().optional().build();
        ColumnType any = type.orExact();
        Schema anyElement = any.schema().build();
        ColumnType nested = ColumnType.ofText(SemanticTypes.json(),
                text -> ArrayText.json(text, delimiter, each -> JSON.text(anyElement, any.parser().apply(each)),
                        each -> JSON.text(Schema.STRING_SCHEMA, each)));
        return ColumnType.ofText(SchemaBuilder.array(element), text -> ArrayText.list(text, delimiter, type.parser()),
                nested);
    }

    private static @Nullable ColumnType scalar(PostgresType type) {
        int modifier = type.modifier();
        return switch (type.name()) {
            case "bool" -> ColumnType.ofText(SchemaBuilder.bool(), "t"::equals).printing(PostgresJson::bool);
            case "int2" -> ColumnType.ofText(SchemaBuilder.int16(), Short::valueOf).printing(PostgresJson::number);
            case "int4" -> ColumnType.ofText(SchemaBuilder.int32(), Integer::valueOf).printing(PostgresJson::number);
            case "int8", "oid", "xid", "cid" ->
                ColumnType.ofText(SchemaBuilder.int64(), Long::valueOf).printing(PostgresJson::number);
            case "float4" -> ColumnType.ofText(SchemaBuilder.float32(), Float::valueOf);
            case "float8" -> ColumnType.ofText(SchemaBuilder.float64(), Double::valueOf);
            case "numeric" -> ((modifier < 0) ? ColumnType.ofText(SemanticTypes.numeric()) : decimal(modifier - HEADER))
                .printing(PostgresJson::number);
            case "money" -> ColumnType.ofText(SemanticTypes.decimal(MONEY_PRECISION, modifier),
                    text -> PostgresText.money(text, modifier));
            case "text", "char", "citext.citext" -> string(SchemaBuilder.string());
            case "varchar", "bpchar" ->
                string((modifier < 0) ? SchemaBuilder.string() : SemanticTypes.string(modifier - HEADER));
            case "name" -> string(SemanticTypes.string(NAME_LENGTH));
            case "enum" -> string(SemanticTypes.enumeration(NAME_LENGTH));
            case "bytea" ->
                new ColumnType(SchemaBuilder.bytes(), text -> HexFormat.of().parseHex(text, 2, text.length()),
                        (row, index) -> row.getBytes(index), null)
                    .printing(PostgresJson::binary);
            case "uuid" -> string(SemanticTypes.uuid());
            case "json", "jsonb" -> ColumnType.json(ResultSet::getString).printing(PostgresJson::json);
            case "xml" -> string(SemanticTypes.xml());
            case "hstore.hstore" -> ColumnType
                .ofText(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA), HstoreText::parse);
            case "" -> null;
            default -> type.name().indexOf('.') < 0 ? temporalOrText(type) : null;
        };
    }

    /** Each of PostgreSQL's own types that has no better meaning travels as text. */
    private static ColumnType temporalOrText(PostgresType type) {
        return switch (type.name()) {
            case "date" -> ColumnType.ofText(SemanticTypes.date(), PostgresText::date).printing(PostgresJson::date);
            case "time" ->
                ColumnType.ofText(SemanticTypes.microTime(), PostgresText::time).printing(PostgresJson::time);
            case "timetz" -> ColumnType.ofText(SemanticTypes.zonedTime(), PostgresText::zonedTime);
            case "timestamp" -> ColumnType
                .ofText(SemanticTypes.microTimestamp(), PostgresText::timestamp,
                        ColumnType.ofText(SemanticTypes.isoTimestamp(), PostgresText::isoTimestamp))
                .printing(PostgresJson::timestamp);
            case "timestamptz" -> ColumnType.ofText(SemanticTypes.zonedTimestamp(), PostgresText::zonedTimestamp)
                .printing(PostgresJson::zonedTimestamp);
            case "interval" -> string(SemanticTypes.interval());
            default -> string(SemanticTypes.sourceText(type.element()));
        };
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
        }, ColumnType.ofText(SemanticTypes.numeric(precision, scale)));
    }

}
