package io.rowcast.mysql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowTextTest {

    @Property
    void whatTheServerReadsIsWhatWasGiven(@ForAll("rows") List<@Nullable Object[]> rows,
            @ForAll @IntRange(min = 1, max = 100_000) int chunk) throws IOException {
        List<List<@Nullable String>> expected = rows.stream()
            .map(row -> Arrays.stream(row).map(RowTextTest::text).toList())
            .toList();
        assertThat(parse(read(new RowText(rows), chunk))).isEqualTo(expected);
    }

    @Test
    void aTextLongerThanThePiecesIsWhole() throws IOException {
        String text = "x".repeat(8191) + "\uD83D\uDE00" + "ü€\t\\".repeat(300_000);
        List<@Nullable Object[]> rows = List.of(new Object[] { text, 1L }, new Object[] { new byte[100_000], text });
        List<List<@Nullable String>> read = parse(read(new RowText(rows), 1 << 20));
        assertThat(read.getFirst()).containsExactly(text, "1");
        assertThat(read.getLast()).containsExactly("0".repeat(200_000), text);
    }

    /** The text ends two bytes before the buffer does. */
    @Test
    void emptyTextsFindRoomAtTheEndOfTheBuffer() throws IOException {
        List<@Nullable Object[]> rows = List
            .<@Nullable Object[]>of(new Object[] { "€".repeat(27_306), "", "", new byte[0], "" });
        assertThat(parse(read(new RowText(rows), 1 << 20)).getFirst()).containsExactly("€".repeat(27_306), "", "", "",
                "");
    }

    @Test
    void nothingIsAnEmptyStream() throws IOException {
        assertThat(new RowText(List.of()).read()).isEqualTo(-1);
    }

    @Provide
    Arbitrary<List<@Nullable Object[]>> rows() {
        Arbitrary<Object> text = Arbitraries.strings()
            .withChars("aN\\\t\n\r\0'\"%ü€")
            .withCharRange('\uE000', '\uFFFD')
            .ofMaxLength(20)
            .map(value -> value + "\uD83D\uDE00".repeat(value.length() % 3));
        Arbitrary<@Nullable Object> value = Arbitraries
            .oneOf(text, Arbitraries.longs().map(Object.class::cast), Arbitraries.bigDecimals().map(Object.class::cast),
                    Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Object.class::cast))
            .injectNull(0.2);
        return value.array(Object[].class).ofMinSize(1).ofMaxSize(4).list().ofMaxSize(30);
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> HexFormat.of().withUpperCase().formatHex(bytes);
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    private static String read(InputStream stream, int chunk) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[chunk];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            bytes.write(buffer, 0, count);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** As the manual says of fields and lines, escaped by a backslash. */
    private static List<List<@Nullable String>> parse(String text) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        List<@Nullable String> row = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean isNull = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> {
                    i++;
                    isNull = text.charAt(i) == 'N';
                    value.append(unescaped(text.charAt(i)));
                }
                case '\t', '\n' -> {
                    row.add(isNull ? null : value.toString());
                    value.setLength(0);
                    isNull = false;
                    if (character == '\n') {
                        rows.add(row);
                        row = new ArrayList<>();
                    }
                }
                default -> value.append(character);
            }
        }
        assertThat(row).isEmpty();
        return rows;
    }

    private static char unescaped(char escaped) {
        return switch (escaped) {
            case '0' -> '\0';
            case 't' -> '\t';
            case 'n' -> '\n';
            default -> escaped;
        };
    }

}
