package io.rowcast.operator;

import java.time.Duration;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    @Property
    void theDelayDoublesUpToTheMaximumAndAtLeastHalfOfItIsWaited(
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures, @ForAll long seed) {
        Duration delay = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)).delay(failures, new Random(seed));
        long whole = (failures <= 6) ? 1_000L << (failures - 1) : 60_000;
        assertThat(delay.toMillis()).isBetween(Math.min(whole, 60_000) / 2, Math.min(whole, 60_000));
    }

}
