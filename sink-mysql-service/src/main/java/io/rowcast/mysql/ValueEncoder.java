package io.rowcast.mysql;

import java.util.EnumSet;
import java.util.Set;

import io.rowcast.mysql.TableColumn.Kind;
import io.rowcast.record.RowJson;
import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Turns the value of a field into what is sent to MySQL for a column: {@link Long},
 * {@link java.math.BigDecimal}, {@link String} or {@code byte[]}. Nothing that depends on
 * a time zone is ever handed to the driver. Thread-safe.
 */
@FunctionalInterface
interface ValueEncoder {

    /** What keeps the digits of any number. */
    Set<Kind> EXACT_NUMBERS = EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.TEXT);

    /**
     * Encodes a value that is not null.
     * @throws UnwritableRowException when MySQL would refuse the value, or change it
     * without a word
     */
    Object encode(Object value);

    /**
     * Returns the encoder of a field for a column.
     * @throws UnwritableRowException when the column does not keep such values as they
     * are
     */
    static ValueEncoder of(Schema schema, TableColumn column, RowJson json) {
        String name = (schema.name() != null) ? schema.name() : "";
        return switch (name) {
            case SemanticTypes.DATE, Date.LOGICAL_NAME -> TemporalEncoders.date(column);
            case SemanticTypes.MICRO_TIME, Time.LOGICAL_NAME -> TemporalEncoders.time(column);
            case SemanticTypes.MICRO_TIMESTAMP, SemanticTypes.ZONED_TIMESTAMP, Timestamp.LOGICAL_NAME ->
                TemporalEncoders.timestamp(column);
            case SemanticTypes.ISO_TIMESTAMP -> TemporalEncoders.isoTimestamp(column);
            case SemanticTypes.JSON -> TextEncoders.json(column);
            case SemanticTypes.NUMERIC, Decimal.LOGICAL_NAME -> NumberEncoders.decimal(column);
            default -> plain(schema, column, json);
        };
    }

    private static ValueEncoder plain(Schema schema, TableColumn column, RowJson json) {
        return switch (schema.type()) {
            case BOOLEAN -> NumberEncoders.bool(column);
            case INT8, INT16, INT32, INT64 -> NumberEncoders.integer(column);
            case FLOAT32 -> NumberEncoders.floating(column, EnumSet.of(Kind.FLOAT, Kind.DOUBLE, Kind.TEXT));
            case FLOAT64 -> NumberEncoders.floating(column, EnumSet.of(Kind.DOUBLE, Kind.TEXT));
            case STRING -> TextEncoders.string(column);
            case BYTES -> TextEncoders.bytes(column);
            case ARRAY, MAP, STRUCT -> {
                ValueEncoder text = TextEncoders.json(column);
                yield value -> text.encode(json.text(schema, value));
            }
        };
    }

    /** Requires a column of one of these kinds. */
    static void require(TableColumn column, Set<Kind> kinds, String values) {
        if (!kinds.contains(column.kind())) {
            throw column.refuse(column.type() + " does not keep " + values + " as they are; change the column's type");
        }
    }

}
