package io.rowcast.quickstart;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Goes from one due row to the next, as who inserts does. */
    private static long rows(Pace pace, long from, long to) {
        long rows = 0;
        for (long now = from; now < to; now += Math.max(1, pace.untilNext(now))) {
            rows += pace.take(now);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0.5, 1, 8, 1_000, 100_000 })
    void asManyRowsAsTheRateSays(double rowsPerSecond) {
        long start = 42;
        assertThat(rows(new Pace(rowsPerSecond, start), start, start + 10 * SECOND))
            .isEqualTo((long) (10 * rowsPerSecond));
    }

    @ParameterizedTest
    @ValueSource(doubles = { 1, 8, 1_000 })
    void whatWasMissedIsMadeUpFor(double rowsPerSecond) {
        Pace pace = new Pace(rowsPerSecond, 0);
        assertThat(rows(pace, 5 * SECOND, 10 * SECOND)).isEqualTo((long) (10 * rowsPerSecond));
    }

    @ParameterizedTest
    @ValueSource(doubles = { 1, 8 })
    void nothingIsDueTooEarly(double rowsPerSecond) {
        Pace pace = new Pace(rowsPerSecond, 0);
        assertThat(pace.take(0)).isOne();
        assertThat(pace.take(1)).isZero();
        assertThat(pace.untilNext(1)).isEqualTo((long) (SECOND / rowsPerSecond) - 1);
    }

}
