package io.rowcast.endtoend;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

import io.rowcast.quickstart.RowStore;

import static org.awaitility.Awaitility.await;

/**
 * Picks the moments for faults: after some more rows at the source, not after some time.
 */
final class Faults {

    private final RowStore source;

    private final Random random;

    Faults(RowStore source, long seed) {
        this.source = source;
        this.random = new Random(seed);
    }

    /** Returns once the source has got up to that many rows more. */
    void awaitRows(int atMost) throws Exception {
        long wanted = this.source.count() + this.random.nextInt(atMost) + 1;
        Callable<Boolean> there = () -> this.source.count() >= wanted;
        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(2)).until(there);
    }

}
