package io.rowcast.ingest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 100);

    private final Pace pace = new Pace(1_000, this.nanoTime::get);

    @Test
    void pagesComeOneAfterTheOtherWhoeverReadsThem() {
        assertThat(this.pace.reserve(500)).isZero();
        assertThat(this.pace.reserve(500)).isEqualTo(Duration.ofMillis(500));
        assertThat(this.pace.reserve(500)).isEqualTo(Duration.ofSeconds(1));
        this.nanoTime.addAndGet(Duration.ofMillis(900).toNanos());
        assertThat(this.pace.reserve(1)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void whatWasNotReadIsGivenBackAndWhatWasNotUsedIsGone() {
        this.pace.reserve(500);
        this.pace.giveBack(400);
        assertThat(this.pace.reserve(500)).isEqualTo(Duration.ofMillis(100));
        this.nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(this.pace.reserve(500)).isZero();
        assertThat(this.pace.reserve(500)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aPageIsHalfASecondOfWhatIsAllowed() {
        assertThat(this.pace.pageSize(10_000)).isEqualTo(500);
        assertThat(this.pace.pageSize(100)).isEqualTo(100);
        assertThat(new Pace(1, this.nanoTime::get).pageSize(100)).isEqualTo(1);
    }

    @Test
    void withoutALimitNothingWaits() {
        Pace unlimited = new Pace(null, this.nanoTime::get);
        assertThat(unlimited.pageSize(10_000)).isEqualTo(10_000);
        assertThat(unlimited.reserve(10_000)).isZero();
        assertThat(unlimited.reserve(10_000)).isZero();
    }

}
