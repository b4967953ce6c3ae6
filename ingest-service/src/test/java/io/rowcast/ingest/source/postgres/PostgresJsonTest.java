package io.rowcast.ingest.source.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

import io.rowcast.ingest.source.ColumnType;
import io.rowcast.ingest.source.JsonBytes;
import io.rowcast.ingest.source.JsonText;
import io.rowcast.record.RowJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is printed becomes the same JSON directly as by its value. */
class PostgresJsonTest {

    private static final RowJson JSON = new RowJson();

    private static final int DAYS_OF_A_THOUSAND_YEARS = 365_243;

    private static ColumnType column(String name, int modifier) {
        return PostgresTypes.of(new PostgresType(name, modifier, 0, ',', name, name));
    }

    /** Returns whether there was a direct way; then it must have led to the same. */
    private static boolean isDirect(ColumnType column, String text) {
        byte[] direct = direct(column.json(), text.getBytes(StandardCharsets.UTF_8));
        if (direct != null) {
            assertThat(new String(direct, StandardCharsets.UTF_8))
                .isEqualTo(JSON.text(column.schema().build(), column.parser().apply(text)));
        }
        return direct != null;
    }

    private static byte[] direct(JsonText way, byte[] text) {
        JsonBytes json = new JsonBytes();
        return way.append(text, json) ? json.copy(0, json.length()) : null;
    }

    @Property
    void anyText(@ForAll String text) {
        String sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(isDirect(column("text", -1), sent)).isEqualTo(sent.indexOf('\uFFFD') < 0);
    }

    @Property
    void anyTextThatNeedsEscapesOrHasMoreThanOneByteForACharacter(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(character -> text
            .append(List.of("a", "\"", "\\", "\n", "\u0000", "\u001f", "\u007f", "/", "\u00fc", "\uD83D\uDE00")
                .get(character)));
        assertThat(isDirect(column("varchar", -1), text.toString())).isTrue();
    }

    @Property
    void anyNumber(@ForAll long number, @ForAll BigInteger digits, @ForAll @IntRange(max = 40) int scale) {
        assertThat(isDirect(column("int8", -1), Long.toString(number))).isTrue();
        assertThat(isDirect(column("int2", -1), Short.toString((short) number))).isTrue();
        BigDecimal decimal = new BigDecimal(digits, scale);
        assertThat(isDirect(column("numeric", -1), decimal.toPlainString())).isTrue();
        assertThat(isDirect(column("numeric", (60 << 16 | scale) + 4), decimal.toPlainString())).isTrue();
    }

    @Property
    void anyTimeOfTheUsualYears(
            @ForAll @IntRange(min = -2 * DAYS_OF_A_THOUSAND_YEARS + 1, max = 8 * DAYS_OF_A_THOUSAND_YEARS) int day,
            @ForAll @LongRange(max = 86_399_999_999L) long micros) {
        String date = LocalDate.ofEpochDay(day).toString();
        String time = "%02d:%02d:%02d".formatted(micros / 3_600_000_000L, micros / 60_000_000 % 60,
                micros / 1_000_000 % 60) + ".%06d".formatted(micros % 1_000_000).replaceAll("\\.?0+$", "");
        if (LocalDate.ofEpochDay(day).getYear() > 0 && LocalDate.ofEpochDay(day).getYear() < 10_000) {
            assertThat(isDirect(column("date", -1), date)).isTrue();
            assertThat(isDirect(column("timestamp", -1), date + " " + time)).isTrue();
            assertThat(isDirect(column("timestamptz", -1), date + " " + time + "+00")).isTrue();
        }
        assertThat(isDirect(column("time", -1), time)).isTrue();
    }

    @Property
    void anyBytes(@ForAll byte[] bytes) {
        ColumnType column = column("bytea", -1);
        assertThat(new String(direct(column.json(), bytes), StandardCharsets.UTF_8))
            .isEqualTo(JSON.text(column.schema().build(), bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\": [null, \"ü😀\\n\"]}", " {\n\"a\":\r\n1}\n", "\"null\"", "12", "true" })
    void json(String text) {
        assertThat(isDirect(column("json", -1), text)).isTrue();
    }

    @Test
    void booleansAndMidnight() {
        assertThat(isDirect(column("bool", -1), "t")).isTrue();
        assertThat(isDirect(column("bool", -1), "f")).isTrue();
        assertThat(isDirect(column("time", -1), "24:00:00")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "numeric, NaN", "numeric, -Infinity", "date, infinity", "date, -infinity", "date, 0044-03-15 BC",
            "date, 10000-01-01", "timestamp, infinity", "timestamp, 0044-03-15 01:02:03 BC",
            "timestamp, 0044-03-15 01:02:03.123 BC", "timestamp, 10000-01-01 00:00:00",
            "timestamp, 294276-12-31 23:59:59.999999", "timestamptz, 0044-03-15 01:02:03+00 BC",
            "timestamptz, 2020-06-29 11:20:20+05:30", "timestamptz, 2020-06-29 11:20:20+02", "timestamptz, -infinity",
            "json, null", "json, ' null '" })
    void whatIsUnusualGoesByItsValue(String type, String text) {
        assertThat(direct(column(type, -1).json(), text.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void bytesThatAreNoTextGoByTheDriverWhichRefusesThem() {
        byte[] latin1 = "Stra\u00dfe, and more than eight bytes".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(direct(column("text", -1).json(), latin1)).isNull();
        assertThat(direct(column("json", -1).json(), latin1)).isNull();
    }

}
