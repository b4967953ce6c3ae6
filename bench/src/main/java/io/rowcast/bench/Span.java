package io.rowcast.bench;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What something took.
 *
 * @param seconds by the clock
 * @param cpuSeconds of a processor
 */
record Span(double seconds, double cpuSeconds) {

    /** Measures a step with the processor time of whoever makes it. */
    static Span of(Supplier<Duration> cpu, Step step) throws Exception {
        Duration cpuBefore = cpu.get();
        long before = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - before) / 1e9;
        return new Span(seconds, Cpu.secondsBetween(cpuBefore, cpu.get()));
    }

    /** What is measured. */
    interface Step {

        void run() throws Exception;

    }

}
