package io.rowcast.ingest.source.postgres;

import io.rowcast.record.Iso8601;
import io.rowcast.record.SemanticTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresTextTest {

    @ParameterizedTest
    @CsvSource({ "1917-06-03, 1917-06-03", "0001-01-01, 0001-01-01", "0044-03-15 BC, -0043-03-15",
            "10000-01-01, +10000-01-01", "5874897-12-31, +5874897-12-31", "infinity, infinity",
            "-infinity, -infinity" })
    void datesKeepTheirDay(String postgres, String iso) {
        assertThat(Iso8601.date(PostgresText.date(postgres))).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({ "2020-06-29 11:20:20.355755, 2020-06-29T11:20:20.355755",
            "2020-06-29 11:20:20.5, 2020-06-29T11:20:20.500000",
            "1969-12-31 23:59:59.999999, 1969-12-31T23:59:59.999999", "0044-03-15 01:02:03 BC, -0043-03-15T01:02:03",
            "infinity, infinity" })
    void timestampsKeepTheirMicroseconds(String postgres, String iso) {
        assertThat(Iso8601.timestamp(PostgresText.timestamp(postgres))).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({ "2020-06-29 11:20:20.355755+00, 2020-06-29T11:20:20.355755Z",
            "2020-06-29 11:20:20+05:30, 2020-06-29T05:50:20Z", "2020-06-29 23:00:00-03, 2020-06-30T02:00:00Z",
            "1890-01-01 00:53:28+00:53:28, 1890-01-01T00:00:00Z", "0044-03-15 01:02:03+00 BC, -0043-03-15T01:02:03Z",
            "-infinity, -infinity" })
    void zonedTimestampsBecomeUtc(String postgres, String iso) {
        assertThat(PostgresText.zonedTimestamp(postgres)).isEqualTo(iso);
    }

    @Test
    void timesKnowTheEndOfTheDay() {
        assertThat(PostgresText.time("24:00:00")).isEqualTo(86_400_000_000L);
        assertThat(PostgresText.time("00:00:00.000001")).isEqualTo(1);
    }

    @Test
    void theLastTimestampThatMicrosecondsCannotHoldIsRefused() {
        assertThatExceptionOfType(ArithmeticException.class)
            .isThrownBy(() -> PostgresText.timestamp("294276-12-31 23:59:59.999999"));
        assertThat(PostgresText.timestamp("infinity")).isEqualTo(SemanticTypes.TIMESTAMP_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({ "294276-12-31 23:59:59.999999, +294276-12-31T23:59:59.999999", "infinity, infinity",
            "4713-11-24 00:00:00 BC, -4712-11-24T00:00:00" })
    void anyTimestampHasAText(String postgres, String iso) {
        assertThat(PostgresText.isoTimestamp(postgres)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({ "11:20:20.355755+02, 11:20:20.355755+02:00", "24:00:00+00, 24:00:00Z",
            "00:00:00-15:59:59, 00:00:00-15:59:59" })
    void zonedTimesKeepTheirOffset(String postgres, String iso) {
        assertThat(PostgresText.zonedTime(postgres)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $1,234.50 | 2 | 1234.50
            -$0.01 | 2 | -0.01
            ($1.00) | 2 | -1.00
            1.234,50 € | 2 | 1234.50
            \u2212kr 5,00 | 2 | -5.00
            ¥1,234 | 0 | 1234
            """)
    void amountsOfMoneyAreReadInAnyLocale(String postgres, int digits, String amount) {
        assertThat(PostgresText.money(postgres, digits)).hasToString(amount);
    }

}
