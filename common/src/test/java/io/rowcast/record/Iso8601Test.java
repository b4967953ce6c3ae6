package io.rowcast.record;

import java.time.LocalDate;
import java.time.LocalDateTime;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Iso8601Test {

    /**
     * PostgreSQL's timestamps reach from 4713 BC to 294276 AD; microseconds since 1970
     * end in 294247.
     */
    @Property
    void timestampsReadBackTheSame(
            @ForAll @LongRange(min = -210_866_803_200_000_000L, max = 9_223_372_036_854_775_806L) long micros) {
        assertThat(Iso8601.parseTimestamp(Iso8601.timestamp(micros))).isEqualTo(micros);
    }

    @Property
    void datesReadBackTheSame(@ForAll @IntRange(min = -2_440_588, max = 2_145_031_948) int day) {
        // java.time ends at the year 999999999, which is beyond PostgreSQL's dates
        // (5874897 AD)
        assertThat(Iso8601.parseDate(Iso8601.date(day))).isEqualTo(day);
    }

    @Property
    void commonYearsAreWrittenAsJavaTimeDoes(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long s) {
        LocalDateTime dateTime = Iso8601.dateTime(s * 1_000_000);
        assertThat(Iso8601.date(Math.toIntExact(dateTime.toLocalDate().toEpochDay())))
            .isEqualTo(dateTime.toLocalDate().toString());
        assertThat(LocalDateTime.parse(Iso8601.timestamp(s * 1_000_000))).isEqualTo(dateTime);
    }

    @Test
    void microsecondsAreKeptAndAnEmptyFractionIsLeftOut() {
        long micros = Iso8601.micros(LocalDateTime.parse("2020-06-29T11:20:20.355750"));
        assertThat(Iso8601.timestamp(micros)).isEqualTo("2020-06-29T11:20:20.355750");
        assertThat(Iso8601.timestamp(micros - 355_750)).isEqualTo("2020-06-29T11:20:20");
        assertThat(Iso8601.date((int) LocalDate.of(1917, 6, 3).toEpochDay())).isEqualTo("1917-06-03");
        assertThat(Iso8601.time(86_400_000_000L)).isEqualTo("24:00:00");
    }

    @Test
    void yearsBeforeChristAndInfinityHaveATextToo() {
        assertThat(Iso8601.timestamp(Iso8601.micros(LocalDateTime.of(-43, 3, 15, 0, 0))))
            .isEqualTo("-0043-03-15T00:00:00");
        assertThat(Iso8601.timestamp(SemanticTypes.TIMESTAMP_INFINITY)).isEqualTo("infinity");
        assertThat(Iso8601.parseDate("-infinity")).isEqualTo(SemanticTypes.DATE_MINUS_INFINITY);
    }

}
