package io.rowcast.mysql;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;

import io.rowcast.mysql.TableColumn.Presence;
import io.rowcast.record.RowJson;
import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValueEncoderTest {

    private static final long ONE_SECOND = 1_000_000;

    private static TableColumn column(String type, long length, int precision, int scale) {
        return new TableColumn("t", "c", type, length, precision, scale, type, Presence.NULLABLE, false);
    }

    private static Object encode(Schema schema, TableColumn column, Object value) {
        return ValueEncoder.of(schema, column, new RowJson()).encode(value);
    }

    private static void assertRefused(Schema schema, TableColumn column, Object value) {
        assertThatThrownBy(() -> encode(schema, column, value)).isInstanceOf(UnwritableRowException.class)
            .hasMessageStartingWith("column t.c: ");
    }

    @Test
    void integersAndBooleansAreNumbers() {
        TableColumn bigint = column("bigint", 0, 19, 0);
        assertThat(encode(Schema.INT8_SCHEMA, bigint, (byte) -3)).isEqualTo(-3L);
        assertThat(encode(Schema.INT64_SCHEMA, bigint, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(encode(Schema.BOOLEAN_SCHEMA, column("tinyint", 0, 3, 0), true)).isEqualTo(1L);
    }

    @Test
    void floatsAreTheirShortestText() {
        TableColumn real = column("double", 0, 22, 0);
        assertThat(encode(Schema.FLOAT32_SCHEMA, real, 0.1f)).isEqualTo("0.1");
        assertThat(encode(Schema.FLOAT64_SCHEMA, real, 0.1f + 0.0)).isEqualTo("0.10000000149011612");
        assertRefused(Schema.FLOAT64_SCHEMA, real, Double.NaN);
        assertRefused(Schema.FLOAT32_SCHEMA, real, Float.NEGATIVE_INFINITY);
    }

    @Test
    void decimalsThatMySqlWouldRoundAreRefused() {
        TableColumn money = column("decimal", 0, 10, 2);
        Schema numeric = SemanticTypes.numeric().build();
        assertThat(encode(numeric, money, "12345678.90")).isEqualTo(new BigDecimal("12345678.9"));
        assertThat(encode(numeric, money, "1E+3")).isEqualTo(new BigDecimal("1000"));
        assertThat(encode(numeric, column("decimal", 0, 5, 5), "0.000")).isEqualTo(BigDecimal.ZERO);
        assertRefused(numeric, money, "0.001");
        assertRefused(numeric, money, "123456789");
        assertRefused(numeric, money, "NaN");
        assertRefused(SemanticTypes.decimal(10, 3).build(), money, new BigDecimal("0.125"));
        assertRefused(numeric, column("bigint", 0, 19, 0), "0.5");
    }

    @Test
    void timesAreTextWithoutAZone() {
        TableColumn micros = column("datetime", 0, 0, 6);
        long moment = 1_593_429_620_355_755L;
        assertThat(encode(SemanticTypes.microTimestamp().build(), micros, moment))
            .isEqualTo("2020-06-29 11:20:20.355755");
        Schema zoned = SemanticTypes.zonedTimestamp().build();
        assertThat(encode(zoned, micros, "2020-06-29T11:20:20.355755Z")).isEqualTo("2020-06-29 11:20:20.355755");
        assertThat(encode(zoned, micros, "2020-06-29T11:20:20+02:00")).isEqualTo("2020-06-29 09:20:20");
        assertThat(encode(Timestamp.SCHEMA, micros, new Date(-1))).isEqualTo("1969-12-31 23:59:59.999000");
        assertThat(encode(SemanticTypes.date().build(), column("date", 0, 0, 0), -19_206)).isEqualTo("1917-06-02");
        assertThat(encode(SemanticTypes.microTime().build(), column("time", 0, 0, 6), 86_400 * ONE_SECOND))
            .isEqualTo("24:00:00");
        assertThat(encode(Time.SCHEMA, column("time", 0, 0, 3), new Date(1_001))).isEqualTo("00:00:01.001000");
    }

    @Test
    void timesThatMySqlLacksOrWouldRoundAreRefused() {
        TableColumn micros = column("datetime", 0, 0, 6);
        Schema timestamp = SemanticTypes.microTimestamp().build();
        assertRefused(timestamp, micros, SemanticTypes.TIMESTAMP_INFINITY);
        assertRefused(timestamp, micros, SemanticTypes.TIMESTAMP_MINUS_INFINITY);
        assertRefused(timestamp, micros, -62_135_596_800L * ONE_SECOND - 1);
        assertThat(encode(timestamp, micros, -62_135_596_800L * ONE_SECOND)).isEqualTo("0001-01-01 00:00:00");
        assertRefused(timestamp, micros, 253_402_300_800L * ONE_SECOND);
        assertRefused(timestamp, column("datetime", 0, 0, 3), 1_001L);
        assertRefused(SemanticTypes.zonedTimestamp().build(), micros, "infinity");
        assertRefused(SemanticTypes.date().build(), column("date", 0, 0, 0), SemanticTypes.DATE_MINUS_INFINITY);
        assertRefused(SemanticTypes.microTime().build(), column("time", 0, 0, 0), 1L);
    }

    @Test
    void stringsAreCountedInCharacters() {
        TableColumn two = column("varchar", 2, 0, 0);
        assertThat(encode(Schema.STRING_SCHEMA, two, "\uD83D\uDE00x")).isEqualTo("\uD83D\uDE00x");
        assertRefused(Schema.STRING_SCHEMA, two, "abc");
        assertThatThrownBy(() -> encode(Schema.STRING_SCHEMA, two, "SECRET"))
            .hasMessage("column t.c: holds 2 characters");
        assertRefused(Schema.STRING_SCHEMA, two, "\uD83D");
        assertRefused(Schema.STRING_SCHEMA, two, "\uDE00x");
        assertRefused(Schema.STRING_SCHEMA, column("char", 5, 0, 0), "ab ");
    }

    @Test
    void jsonAndArraysAreText() {
        TableColumn json = column("json", 0, 0, 0);
        Schema numbers = SchemaBuilder.array(Schema.OPTIONAL_FLOAT64_SCHEMA).build();
        assertThat(encode(SemanticTypes.json().build(), json, "{\"a\": 1.50}")).isEqualTo("{\"a\": 1.50}");
        assertThat(encode(numbers, json, List.of(1.5, 2.5))).isEqualTo("[1.5,2.5]");
        assertRefused(SemanticTypes.json().build(), json, "{\"a\": 0.12345678901234567890}");
        assertThat(encode(SemanticTypes.json().build(), column("longtext", 4_294_967_295L, 0, 0),
                "0.12345678901234567890"))
            .isEqualTo("0.12345678901234567890");
    }

    @Test
    void bytesAreCopiedFromTheirBuffer() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] { 1, 2, 3 }, 1, 2);
        assertThat(encode(Schema.BYTES_SCHEMA, column("longblob", 9, 0, 0), buffer)).isEqualTo(new byte[] { 2, 3 });
        assertThat(buffer.remaining()).isEqualTo(2);
        assertRefused(Schema.BYTES_SCHEMA, column("binary", 4, 0, 0), buffer);
    }

    @Test
    void columnsThatWouldChangeTheValuesAreRefused() {
        assertRefused(Schema.INT64_SCHEMA, column("double", 0, 22, 0), 1L);
        assertRefused(Schema.FLOAT64_SCHEMA, column("float", 0, 12, 0), 0.1);
        assertRefused(SemanticTypes.microTimestamp().build(), column("date", 0, 0, 0), 1L);
        assertRefused(Schema.STRING_SCHEMA, column("int", 0, 10, 0), "a");
        assertRefused(SemanticTypes.numeric().build(), column("double", 0, 22, 0), "0.5");
    }

}
