package io.rowcast.record;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SemanticTextTest {

    private static Struct row(String type, String value) {
        Schema schema = SchemaBuilder.string().name(type).build();
        Schema inner = SchemaBuilder.struct().field("x", schema).field("free", Schema.STRING_SCHEMA).build();
        Schema row = SchemaBuilder.struct().field("inner", inner).build();
        return new Struct(row).put("inner", new Struct(inner).put("x", value).put("free", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            io.rowcast.data.Numeric         | -1.50
            io.rowcast.data.Numeric         | 1e-20000
            io.rowcast.data.Numeric         | NaN
            io.rowcast.data.Numeric         | -Infinity
            io.debezium.data.Json           | {"a": [1, null]}
            io.debezium.data.Json           | "text"
            io.debezium.data.Json           | null
            io.debezium.time.ZonedTimestamp | 2020-06-29T11:20:20.355755Z
            io.debezium.time.ZonedTimestamp | -infinity
            io.debezium.data.Uuid           | ``
            """)
    void whatIsOfItsTypePasses(String type, String value) {
        assertThatCode(() -> SemanticText.require(row(type, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            io.rowcast.data.Numeric         | ``
            io.rowcast.data.Numeric         | ****
            io.rowcast.data.Numeric         | 1.
            io.rowcast.data.Numeric         | 1,"b":2
            io.debezium.data.Json           | ``
            io.debezium.data.Json           | {"a":
            io.debezium.data.Json           | 1,"b":2
            io.debezium.data.Json           | ****
            io.debezium.time.ZonedTimestamp | ``
            io.debezium.time.ZonedTimestamp | 2020-06-29T11:20:20
            io.debezium.time.ZonedTimestamp | to infinity
            """)
    void whatIsNotIsToldByTheNameOfItsField(String type, String value) {
        assertThatThrownBy(() -> SemanticText.require(row(type, value))).isInstanceOf(DataException.class)
            .hasMessage("field x: not a " + type);
    }

}
