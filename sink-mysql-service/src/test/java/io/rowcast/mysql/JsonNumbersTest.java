package io.rowcast.mysql;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonNumbersTest {

    @ParameterizedTest
    @ValueSource(strings = { "null", "0", "{\"12345678901234567890.5\": \"0.12345678901234567890\"}",
            "[9223372036854775807, -9223372036854775808, 18446744073709551615]", "\"\\\"0.12345678901234567890\"",
            "1.50000000000000000000", "1e300", "[\"a\\\\\", 1.25]" })
    void whatADoubleOrALongHoldsIsKept(String json) {
        assertThat(JsonNumbers.areKept(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "18446744073709551617", "-9223372036854775809", "[1,{\"a\":0.12345678901234567890}]",
            "{\"a\\\"b\": 123456789012345678.25}", "1.234567890123456e400" })
    void whatWouldBeRoundedIsFound(String json) {
        assertThat(JsonNumbers.areKept(json)).isFalse();
    }

}
