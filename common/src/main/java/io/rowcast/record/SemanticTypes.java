package io.rowcast.record;

import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Schema names for types that Kafka Connect lacks. Where Debezium has a name for the
 * meaning it is used, so that other tools understand it ({@code io.debezium.time},
 * {@code io.debezium.data}).
 * <table>
 * <caption>Type in memory, and text in our JSON</caption>
 * <tr>
 * <th>name</th>
 * <th>Connect type</th>
 * <th>JSON</th>
 * </tr>
 * <tr>
 * <td>{@link #DATE}</td>
 * <td>INT32, days since 1970-01-01</td>
 * <td>{@code "1917-06-03"}</td>
 * </tr>
 * <tr>
 * <td>{@link #MICRO_TIME}</td>
 * <td>INT64, microseconds since midnight</td>
 * <td>{@code "11:20:20.355755"}</td>
 * </tr>
 * <tr>
 * <td>{@link #MICRO_TIMESTAMP}</td>
 * <td>INT64, microseconds since 1970-01-01T00:00 in no time zone</td>
 * <td>{@code "2020-06-29T11:20:20.355755"}</td>
 * </tr>
 * <tr>
 * <td>{@link #ZONED_TIMESTAMP}</td>
 * <td>STRING</td>
 * <td>{@code "2020-06-29T11:20:20.355755Z"}, always UTC</td>
 * </tr>
 * <tr>
 * <td>{@link #UUID}</td>
 * <td>STRING</td>
 * <td>string</td>
 * </tr>
 * <tr>
 * <td>{@link #JSON}</td>
 * <td>STRING</td>
 * <td>embedded as it is</td>
 * </tr>
 * <tr>
 * <td>{@link #NUMERIC}</td>
 * <td>STRING</td>
 * <td>number with all its digits</td>
 * </tr>
 * <tr>
 * <td>{@link #ISO_TIMESTAMP}</td>
 * <td>STRING</td>
 * <td>{@code "+294276-12-31T23:59:59.999999"}</td>
 * </tr>
 * <tr>
 * <td>{@link #ZONED_TIME}</td>
 * <td>STRING</td>
 * <td>{@code "11:20:20.355755+02:00"}, with its own offset</td>
 * </tr>
 * <tr>
 * <td>{@link #INTERVAL}</td>
 * <td>STRING</td>
 * <td>{@code "P1Y2M3DT4H5M6.789S"}, or {@code "infinity"}</td>
 * </tr>
 * <tr>
 * <td>{@link #ENUM}, {@link #XML}, {@link #SOURCE_TEXT}</td>
 * <td>STRING</td>
 * <td>string</td>
 * </tr>
 * </table>
 * Infinite dates and timestamps are the constants below in memory and {@code "infinity"},
 * {@code "-infinity"} in JSON.
 */
public final class SemanticTypes {

    public static final String DATE = "io.debezium.time.Date";

    public static final String MICRO_TIME = "io.debezium.time.MicroTime";

    public static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";

    public static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

    public static final String UUID = "io.debezium.data.Uuid";

    public static final String JSON = "io.debezium.data.Json";

    public static final String ZONED_TIME = "io.debezium.time.ZonedTime";

    public static final String INTERVAL = "io.debezium.time.Interval";

    public static final String ENUM = "io.debezium.data.Enum";

    public static final String XML = "io.debezium.data.Xml";

    /**
     * A number of any precision and scale, as its decimal text, or {@code NaN},
     * {@code Infinity}, {@code -Infinity}. Where it stands for a {@link Decimal} it has
     * the parameters of that.
     */
    public static final String NUMERIC = "io.rowcast.data.Numeric";

    /** A date and time in no time zone that {@link #MICRO_TIMESTAMP} cannot hold. */
    public static final String ISO_TIMESTAMP = "io.rowcast.data.IsoTimestamp";

    /**
     * The text that the source's database itself prints, of a type that has no better
     * meaning here; {@link #SOURCE_TYPE} says which.
     */
    public static final String SOURCE_TEXT = "io.rowcast.data.SourceText";

    /** Schema parameter of {@link #SOURCE_TEXT}: the type as the database spells it. */
    public static final String SOURCE_TYPE = "type";

    /**
     * Schema parameter: the greatest number of characters that a string column of the
     * source holds.
     */
    public static final String LENGTH = "length";

    /**
     * Schema parameter of {@link Decimal}: the number of digits; Debezium and Kafka
     * Connect use this name too.
     */
    public static final String PRECISION = "connect.decimal.precision";

    public static final int DATE_INFINITY = Integer.MAX_VALUE;

    public static final int DATE_MINUS_INFINITY = Integer.MIN_VALUE;

    public static final long TIMESTAMP_INFINITY = Long.MAX_VALUE;

    public static final long TIMESTAMP_MINUS_INFINITY = Long.MIN_VALUE;

    private SemanticTypes() {
    }

    public static SchemaBuilder date() {
        return SchemaBuilder.int32().name(DATE);
    }

    public static SchemaBuilder microTime() {
        return SchemaBuilder.int64().name(MICRO_TIME);
    }

    public static SchemaBuilder microTimestamp() {
        return SchemaBuilder.int64().name(MICRO_TIMESTAMP);
    }

    public static SchemaBuilder zonedTimestamp() {
        return SchemaBuilder.string().name(ZONED_TIMESTAMP);
    }

    public static SchemaBuilder uuid() {
        return SchemaBuilder.string().name(UUID);
    }

    public static SchemaBuilder json() {
        return SchemaBuilder.string().name(JSON);
    }

    public static SchemaBuilder numeric() {
        return SchemaBuilder.string().name(NUMERIC);
    }

    /** What a {@link #decimal} has no place for: {@code NaN}. */
    public static SchemaBuilder numeric(int precision, int scale) {
        return numeric().parameter(Decimal.SCALE_FIELD, Integer.toString(scale))
            .parameter(PRECISION, Integer.toString(precision));
    }

    public static SchemaBuilder isoTimestamp() {
        return SchemaBuilder.string().name(ISO_TIMESTAMP);
    }

    public static SchemaBuilder zonedTime() {
        return SchemaBuilder.string().name(ZONED_TIME);
    }

    public static SchemaBuilder interval() {
        return SchemaBuilder.string().name(INTERVAL);
    }

    /** A value of an enumeration, the longest of which has that many characters. */
    public static SchemaBuilder enumeration(int length) {
        return string(length).name(ENUM);
    }

    public static SchemaBuilder xml() {
        return SchemaBuilder.string().name(XML);
    }

    /** Text as the database prints it, of a type as the database spells it. */
    public static SchemaBuilder sourceText(String type) {
        return SchemaBuilder.string().name(SOURCE_TEXT).parameter(SOURCE_TYPE, type);
    }

    /**
     * A decimal of a fixed number of digits, of which {@code scale} stand behind the
     * point.
     */
    public static SchemaBuilder decimal(int precision, int scale) {
        return Decimal.builder(scale).parameter(PRECISION, Integer.toString(precision));
    }

    /** A string of at most that many characters. */
    public static SchemaBuilder string(int length) {
        return SchemaBuilder.string().parameter(LENGTH, Integer.toString(length));
    }

}
