package io.rowcast.ingest.source.mysql;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.rowcast.ingest.source.UnrepresentableValueException;
import io.rowcast.record.Iso8601;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MySqlTextTest {

    @ParameterizedTest
    @CsvSource({ "2020-06-29 11:20:20, 2020-06-29T11:20:20", "2020-06-29 11:20:20.3, 2020-06-29T11:20:20.300000",
            "0001-01-01 00:00:00.000001, 0001-01-01T00:00:00.000001",
            "9999-12-31 23:59:59.999999, " + "9999-12-31T23:59:59.999999" })
    void timestampsHaveAllTheirDigits(String mysql, String iso) {
        assertThat(Iso8601.timestamp(MySqlText.timestamp(mysql))).isEqualTo(iso);
        assertThat(MySqlText.zonedTimestamp(mysql)).isEqualTo(iso + "Z");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0000-00-00", "2020-00-01", "2020-01-00", "2021-02-29" })
    void noDayIsMadeUp(String date) {
        assertThatExceptionOfType(UnrepresentableValueException.class).isThrownBy(() -> MySqlText.date(date));
    }

    @ParameterizedTest
    @ValueSource(strings = { "24:00:00", "838:59:59", "-00:00:01", "-838:59:59.000000" })
    void aDurationIsNoTimeOfDay(String time) {
        assertThatExceptionOfType(UnrepresentableValueException.class).isThrownBy(() -> MySqlText.time(time));
    }

    @Test
    void timesAndBitsAreRead() {
        assertThat(Iso8601.time(MySqlText.time("23:59:59.99"))).isEqualTo("23:59:59.990000");
        assertThat(MySqlText.bits(new byte[] { 2, (byte) 0x80 }, 12)).isEqualTo("001010000000");
    }

    @Test
    void aTimeIsSpelledWithNoMoreDigitsThanTheColumnHas() {
        Instant time = Instant.parse("2020-06-29T11:20:20.355755Z");
        MySqlTime seconds = new MySqlTime(MySqlTime.Kind.DATETIME, 0);
        assertThat(seconds.text(time, ZoneId.of("Asia/Kathmandu"))).isEqualTo("2020-06-29T17:05:20");
        assertThat(seconds.time("2020-06-29 17:05:20", ZoneId.of("Asia/Kathmandu"))).isEqualTo("2020-06-29T11:20:20Z");
        MySqlTime timestamp = new MySqlTime(MySqlTime.Kind.TIMESTAMP, 3);
        assertThat(timestamp.text(time, ZoneId.of("Asia/Kathmandu"))).isEqualTo("2020-06-29T11:20:20.355");
        MySqlTime date = new MySqlTime(MySqlTime.Kind.DATE, 0);
        assertThat(date.text(time, ZoneOffset.ofHours(14))).isEqualTo("2020-06-30");
    }

}
