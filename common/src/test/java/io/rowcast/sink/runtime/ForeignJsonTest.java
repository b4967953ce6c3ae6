package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.rowcast.record.RowJson;
import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForeignJsonTest {

    private final ForeignJson json = new ForeignJson(new RowJson(),
            new FieldTypes(List.of(new SinkProperties.GivenType("P_orders", "placed", FieldType.TIMESTAMP),
                    new SinkProperties.GivenType("P_orders", "amount", FieldType.NUMERIC))),
            true);

    private Struct row(String topic, String text) {
        return (Struct) this.json.value(topic, text.getBytes(StandardCharsets.UTF_8)).value();
    }

    private static Schema type(Struct row, String field) {
        return row.schema().field(field).schema();
    }

    @Test
    void aConfiguredTypeHoldsWhateverTheValueLooksLike() {
        Struct row = row("P_orders", "{\"placed\":\"2020-06-29T11:20:20.355755\",\"amount\":7}");
        assertThat(type(row, "placed").name()).isEqualTo(SemanticTypes.MICRO_TIMESTAMP);
        assertThat(row.get("placed")).isEqualTo(1_593_429_620_355_755L);
        assertThat(row.get("amount")).isEqualTo("7");
        assertThat(row("P_orders", "{\"placed\":null}").schema().field("placed")).isNotNull();
        assertThatThrownBy(() -> row("P_orders", "{\"placed\":\"yesterday\"}")).isInstanceOf(DataException.class)
            .hasMessageContaining("field placed")
            .hasMessageNotContaining("yesterday");
        assertThat(type(row("P_other", "{\"placed\":\"yesterday\"}"), "placed").name()).isNull();
    }

    @Test
    void aNullHasTheTypeThatTheTopicHasBroughtBefore() {
        assertThat(row("P_a", "{\"n\":null}").schema().fields()).isEmpty();
        row("P_a", "{\"n\":1}");
        Struct row = row("P_a", "{\"n\":null}");
        assertThat(type(row, "n")).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(row.get("n")).isNull();
        assertThat(row("P_b", "{\"n\":null}").schema().fields()).isEmpty();
    }

    @Test
    void numbersStayDecimalOnceOneWas() {
        assertThat(type(row("P_a", "{\"n\":1}"), "n")).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(type(row("P_a", "{\"n\":1.5}"), "n").name()).isEqualTo(SemanticTypes.NUMERIC);
        Struct row = row("P_a", "{\"n\":2}");
        assertThat(type(row, "n").name()).isEqualTo(SemanticTypes.NUMERIC);
        assertThat(row.get("n")).isEqualTo("2");
        assertThat(row("P_a", "{\"n\":\"text\"}").get("n")).isEqualTo("text");
    }

}
