package io.rowcast.record;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Date;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes and reads the values of one schema. Null is dealt with here, so that
 * {@link Codec}s see values only.
 */
final class ValueCodec {

    private final Schema schema;

    private final Codec codec;

    private ValueCodec(Schema schema, Codec codec) {
        this.schema = schema;
        this.codec = codec;
    }

    static ValueCodec of(Schema schema) {
        return new ValueCodec(schema, codec(schema));
    }

    void write(JsonGenerator generator, @Nullable Object value) {
        if (value == null) {
            generator.writeNull();
        }
        else {
            this.codec.write(generator, value);
        }
    }

    /**
     * Reads the value whose first token the parser stands on.
     * @throws DataException saying what is expected
     */
    @Nullable Object read(JsonInput input) {
        if (input.parser().currentToken() == JsonToken.VALUE_NULL) {
            if (!this.schema.isOptional() && !SemanticTypes.JSON.equals(this.schema.name())) {
                throw new DataException("null is not allowed");
            }
            return this.schema.isOptional() ? null : "null";
        }
        try {
            return this.codec.read(input);
        }
        catch (JacksonException | DateTimeException | ArithmeticException | IllegalArgumentException ex) {
            throw new DataException("not a " + describe(this.schema) + " (" + ex.getClass().getSimpleName() + ")");
        }
    }

    private static String describe(Schema schema) {
        return (schema.name() != null) ? schema.name() : schema.type().getName();
    }

    private static Codec codec(Schema schema) {
        if (schema.name() != null) {
            Codec codec = named(schema);
            if (codec != null) {
                return codec;
            }
        }
        return switch (schema.type()) {
            case INT8 -> scalar((g, v) -> g.writeNumber((Byte) v), in -> toByte(integer(in)));
            case INT16 -> scalar((g, v) -> g.writeNumber((Short) v), in -> toShort(integer(in)));
            case INT32 -> scalar((g, v) -> g.writeNumber((Integer) v), in -> Math.toIntExact(integer(in)));
            case INT64 -> scalar((g, v) -> g.writeNumber((Long) v), ValueCodec::integer);
            case FLOAT32 -> scalar((g, v) -> writeFloat(g, (Float) v), in -> Float.valueOf(number(in)));
            case FLOAT64 -> scalar((g, v) -> writeDouble(g, (Double) v), in -> Double.valueOf(number(in)));
            case BOOLEAN -> scalar((g, v) -> g.writeBoolean((Boolean) v), in -> in.parser().getBooleanValue());
            case STRING -> scalar((g, v) -> g.writeString((String) v), ValueCodec::string);
            case BYTES -> scalar(ValueCodec::writeBytes, in -> in.parser().getBinaryValue());
            case ARRAY -> new ArrayCodec(of(schema.valueSchema()));
            case MAP -> new MapCodec(of(schema.keySchema()), of(schema.valueSchema()),
                    schema.keySchema().type() == Schema.Type.STRING);
            case STRUCT -> new StructCodec(schema);
        };
    }

    private static @Nullable Codec named(Schema schema) {
        return switch (schema.name()) {
            case SemanticTypes.DATE ->
                scalar((g, v) -> g.writeString(Iso8601.date((Integer) v)), in -> Iso8601.parseDate(string(in)));
            case SemanticTypes.MICRO_TIME ->
                scalar((g, v) -> g.writeString(Iso8601.time((Long) v)), in -> Iso8601.parseTime(string(in)));
            case SemanticTypes.MICRO_TIMESTAMP ->
                scalar((g, v) -> g.writeString(Iso8601.timestamp((Long) v)), in -> Iso8601.parseTimestamp(string(in)));
            case SemanticTypes.JSON -> scalar((g, v) -> g.writeRawValue(oneLine((String) v)), JsonInput::raw);
            case SemanticTypes.NUMERIC -> scalar(ValueCodec::writeNumeric, ValueCodec::number);
            case Decimal.LOGICAL_NAME -> decimal(Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                scalar((g, v) -> g.writeString(Iso8601.date((int) TimeUnit.MILLISECONDS.toDays(((Date) v).getTime()))),
                        in -> new Date(TimeUnit.DAYS.toMillis(Iso8601.parseDate(string(in)))));
            case Time.LOGICAL_NAME -> scalar((g, v) -> g.writeString(Iso8601.time(((Date) v).getTime() * 1_000)),
                    in -> new Date(Iso8601.parseTime(string(in)) / 1_000));
            case Timestamp.LOGICAL_NAME ->
                scalar((g, v) -> g.writeString(Iso8601.timestamp(((Date) v).getTime() * 1_000) + "Z"),
                        in -> new Date(Iso8601.parseTimestamp(withoutZone(string(in))) / 1_000));
            default -> null;
        };
    }

    private static Codec decimal(int scale) {
        return scalar((g, v) -> g.writeNumber((BigDecimal) v), in -> new BigDecimal(number(in)).setScale(scale));
    }

    private static void writeNumeric(JsonGenerator generator, Object value) {
        String text = (String) value;
        switch (text) {
            case "NaN", "Infinity", "-Infinity" -> generator.writeString(text);
            default -> generator.writeNumber(text);
        }
    }

    private static void writeFloat(JsonGenerator generator, float value) {
        if (Float.isFinite(value)) {
            generator.writeNumber(value);
        }
        else {
            generator.writeString(Float.toString(value));
        }
    }

    private static void writeDouble(JsonGenerator generator, double value) {
        if (Double.isFinite(value)) {
            generator.writeNumber(value);
        }
        else {
            generator.writeString(Double.toString(value));
        }
    }

    private static void writeBytes(JsonGenerator generator, Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            generator.writeBinary(bytes);
        }
        else {
            generator.writeBinary((byte[]) value);
        }
    }

    /**
     * A line break can only stand between the tokens of a JSON text, where any white
     * space means the same.
     */
    private static String oneLine(String json) {
        return (json.indexOf('\n') < 0 && json.indexOf('\r') < 0) ? json : json.replace('\n', ' ').replace('\r', ' ');
    }

    private static String withoutZone(String text) {
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }

    private static long integer(JsonInput input) {
        if (input.parser().currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException("not an integer");
        }
        return input.parser().getLongValue();
    }

    private static String string(JsonInput input) {
        if (input.parser().currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("not a string");
        }
        return input.parser().getString();
    }

    /**
     * Returns the text of a number, or of the strings that stand for what JSON has no
     * number for.
     */
    private static String number(JsonInput input) {
        JsonParser parser = input.parser();
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_STRING -> switch (parser.getString()) {
                case "NaN" -> "NaN";
                case "Infinity" -> "Infinity";
                case "-Infinity" -> "-Infinity";
                default -> throw new IllegalArgumentException("not a number");
            };
            default -> throw new IllegalArgumentException("not a number");
        };
    }

    private static byte toByte(long number) {
        if (number != (byte) number) {
            throw new ArithmeticException("byte overflow");
        }
        return (byte) number;
    }

    private static short toShort(long number) {
        if (number != (short) number) {
            throw new ArithmeticException("short overflow");
        }
        return (short) number;
    }

    private static Codec scalar(Write write, Read read) {
        return new ScalarCodec(write, read);
    }

    /** Writes and reads values that are not null. */
    interface Codec {

        void write(JsonGenerator generator, Object value);

        Object read(JsonInput input);

    }

    private interface Write {

        void write(JsonGenerator generator, Object value);

    }

    private interface Read {

        Object read(JsonInput input);

    }

    private record ScalarCodec(Write writer, Read reader) implements Codec {

        @Override
        public void write(JsonGenerator generator, Object value) {
            this.writer.write(generator, value);
        }

        @Override
        public Object read(JsonInput input) {
            return this.reader.read(input);
        }

    }

}
