package io.rowcast.operator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential waiting times with jitter: the n-th lies between half of
 * {@code initial * 2^(n-1)} and the whole of it, and never above the maximum.
 */
public record Backoff(Duration initial, Duration max) {

    /**
     * Returns how long to wait.
     * @param failures failures in a row, at least 1
     */
    public Duration delay(int failures, RandomGenerator random) {
        long doubled = this.initial.toMillis() << Math.min(failures - 1, 20);
        long bound = Math.clamp(doubled, 1, this.max.toMillis());
        return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
    }

}
