package io.rowcast.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowJsonTest {

    private final RowJson json = new RowJson();

    private static Schema one(Schema schema) {
        return SchemaBuilder.struct().field("v", schema).build();
    }

    private String text(Schema schema, Object value) {
        Schema row = one(schema);
        byte[] bytes = this.json.encode(new Struct(row).put("v", value));
        Object back = this.json.decode(row, bytes).get("v");
        if (value instanceof byte[] expected) {
            assertThat((byte[]) back).isEqualTo(expected);
        }
        else {
            assertThat(back).isEqualTo(value);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring("{\"v\":".length(), text.length() - 1);
    }

    @Test
    void everyTypeHasOneTextAndReadsBackTheSame() {
        assertThat(text(Schema.INT64_SCHEMA, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(text(Schema.INT16_SCHEMA, (short) -5)).isEqualTo("-5");
        assertThat(text(Schema.FLOAT32_SCHEMA, 0.1f)).isEqualTo("0.1");
        assertThat(text(Schema.FLOAT64_SCHEMA, 1e300)).isEqualTo("1.0E300");
        assertThat(text(Schema.FLOAT64_SCHEMA, Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(text(Schema.FLOAT32_SCHEMA, Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(text(Schema.BOOLEAN_SCHEMA, true)).isEqualTo("true");
        assertThat(text(Schema.BYTES_SCHEMA, new byte[] { 0, -1 })).isEqualTo("\"AP8=\"");
        assertThat(text(SemanticTypes.decimal(10, 2).build(), new BigDecimal("1.10"))).isEqualTo("1.10");
        assertThat(text(SemanticTypes.decimal(40, 0).build(), new BigDecimal("1" + "0".repeat(39))))
            .isEqualTo("1" + "0".repeat(39));
        assertThat(text(SemanticTypes.numeric().build(), "1e-20000")).isEqualTo("1e-20000");
        assertThat(text(SemanticTypes.numeric().build(), "NaN")).isEqualTo("\"NaN\"");
        assertThat(text(SemanticTypes.date().build(), -19_206)).isEqualTo("\"1917-06-02\"");
        assertThat(text(SemanticTypes.microTime().build(), 1L)).isEqualTo("\"00:00:00.000001\"");
        assertThat(text(SemanticTypes.microTimestamp().build(), -1L)).isEqualTo("\"1969-12-31T23:59:59.999999\"");
        assertThat(text(SemanticTypes.zonedTimestamp().build(), "2020-06-29T11:20:20Z"))
            .isEqualTo("\"2020-06-29T11:20:20Z\"");
        assertThat(text(SemanticTypes.numeric(10, 2).build(), "NaN")).isEqualTo("\"NaN\"");
        assertThat(text(SemanticTypes.isoTimestamp().build(), "+294276-12-31T23:59:59.999999"))
            .isEqualTo("\"+294276-12-31T23:59:59.999999\"");
        assertThat(text(SemanticTypes.interval().build(), "P1Y")).isEqualTo("\"P1Y\"");
        assertThat(text(SemanticTypes.sourceText("inet").build(), "::1")).isEqualTo("\"::1\"");
        assertThat(text(SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(), Arrays.asList(1, null, 3)))
            .isEqualTo("[1,null,3]");
        assertThat(text(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(), Map.of("a", 1)))
            .isEqualTo("{\"a\":1}");
        assertThat(text(SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build(), Map.of(1, 2)))
            .isEqualTo("[[1,2]]");
    }

    @Test
    void jsonIsEmbeddedAsItIsButNeverBreaksTheLine() {
        Schema schema = SemanticTypes.json().build();
        for (String raw : List.of("{\"b\": 1,\"a\":[1, 2.50, \"ü\\n\"]}", "\"a \\\"text\\\" ü\"", "12.500", "null",
                "true", "[]", "1e400")) {
            assertThat(text(schema, raw)).isEqualTo(raw);
        }
        assertThat(this.json.encode(new Struct(one(schema)).put("v", "{\n\"a\":\r\n1}"))).doesNotContain('\n', '\r');
    }

    @Property
    void anyStringReadsBackTheSameOnOneLine(@ForAll String value) {
        String wellFormed = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(text(Schema.STRING_SCHEMA, wellFormed)).doesNotContain("\n");
    }

    @Property
    void anyDoubleReadsBackTheSame(@ForAll double value) {
        assertThat(text(Schema.FLOAT64_SCHEMA, value)).isNotEmpty();
    }

    @Test
    void nullIsNullAndAMissingFieldIsNullWhereThatIsAllowed() {
        Schema row = SchemaBuilder.struct()
            .field("a", Schema.OPTIONAL_STRING_SCHEMA)
            .field("b", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
        assertThat(new String(this.json.encode(new Struct(row)), StandardCharsets.UTF_8))
            .isEqualTo("{\"a\":null,\"b\":null}");
        Struct read = this.json.decode(row, "{\"x\":{\"y\":[1]},\"b\":7}".getBytes(StandardCharsets.UTF_8));
        assertThat(read.get("a")).isNull();
        assertThat(read.get("b")).isEqualTo(7);
    }

    @Test
    void nullStaysNullWhereThereIsADefault() {
        Schema row = one(SchemaBuilder.string().optional().defaultValue("d").build());
        assertThat(this.json.encode(new Struct(row).put("v", null))).asString().isEqualTo("{\"v\":null}");
    }

    @Test
    void aSchemaWithoutNullTellsTheJsonValueNull() {
        byte[] row = "{\"v\":null}".getBytes(StandardCharsets.UTF_8);
        assertThat(this.json.decode(one(SemanticTypes.json().build()), row).get("v")).isEqualTo("null");
        assertThat(this.json.decode(one(SemanticTypes.json().optional().build()), row).get("v")).isNull();
    }

    @Test
    void whatDoesNotFitIsRefusedByTheNameOfTheFieldAndNeverByItsValue() {
        assertRefused(Schema.INT32_SCHEMA, "{\"v\":\"secret\"}", "field v");
        assertRefused(Schema.INT8_SCHEMA, "{\"v\":4711}", "field v");
        assertRefused(SemanticTypes.date().build(), "{\"v\":\"secret\"}", "field v");
        assertRefused(SemanticTypes.decimal(5, 1).build(), "{\"v\":4.711}", "field v");
        assertRefused(SemanticTypes.microTimestamp().build(), "{\"v\":\"2020-06-29T11:20:20.3557551\"}", "field v");
        assertRefused(SemanticTypes.microTime().build(), "{\"v\":\"11:20:20.3557551\"}", "field v");
        assertRefused(Schema.STRING_SCHEMA, "{}", "field v: missing");
        assertRefused(Schema.STRING_SCHEMA, "{\"v\":null}", "field v: null is not allowed");
        assertRefused(Schema.STRING_SCHEMA, "{\"v\":\"secret", "field v");
        assertRefused(Schema.STRING_SCHEMA, "{\"v\":\"a\"} 1", "goes on after");
        assertRefused(Schema.STRING_SCHEMA, "[]", "not a JSON object");
    }

    private void assertRefused(Schema schema, String text, String message) {
        assertThatThrownBy(() -> this.json.decode(one(schema), text.getBytes(StandardCharsets.UTF_8)))
            .isInstanceOf(DataException.class)
            .hasMessageContaining(message)
            .hasMessageNotContaining("secret")
            .hasMessageNotContaining("4711")
            .hasMessageNotContaining("4.711");
    }

    @Test
    void aValueThatIsNoRowIsTextAsWell() {
        Schema numbers = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build();
        assertThat(new RowJson().text(numbers, Arrays.asList(1, null, 3))).isEqualTo("[1,null,3]");
    }

}