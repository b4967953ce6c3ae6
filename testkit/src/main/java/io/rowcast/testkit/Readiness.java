package io.rowcast.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * Waits until something that was started answers.
 *
 * @param name what is waited for, for messages
 * @param isRunning whether waiting still makes sense
 * @param log gives what the process wrote last, for messages
 */
record Readiness(String name, BooleanSupplier isRunning, Supplier<String> log) {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /**
     * Blocks until the probe returns {@code true}; while it returns {@code false} or
     * throws, it is called again.
     * @param probe asks the server something that it can answer only when it is ready
     * @param timeout how long to try
     * @throws IllegalStateException if the process ends before or the time is over, with
     * the end of its log
     */
    void await(Callable<Boolean> probe, Duration timeout) {
        try {
            Awaitility.await("an answer of " + this.name)
                .atMost(timeout)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .ignoreExceptions()
                .failFast(() -> !this.isRunning.getAsBoolean())
                .until(probe);
        }
        catch (TerminalFailureException ex) {
            throw new IllegalStateException(this.name + " ended before it was ready:\n" + this.log.get(), ex);
        }
        catch (ConditionTimeoutException ex) {
            throw new IllegalStateException(
                    this.name + " was not ready within " + timeout.toSeconds() + " s:\n" + this.log.get(), ex);
        }
    }

    /**
     * Blocks until something is gone.
     * @param name what is waited for, for messages
     * @param gone whether it is
     */
    static void awaitEnd(String name, Callable<Boolean> gone) {
        Awaitility.await("the end of " + name).pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL).until(gone);
    }

}
