package io.rowcast.sink.runtime;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Notices a consumer's thread that does not come round. One that waits for the target may
 * come back, so that is a matter of readiness. One in a deadlock never does, and one that
 * stays away for longer than {@code max.poll.interval.ms} has lost its partitions to
 * others: a restart cures that, so liveness fails. Thread-safe.
 */
final class LoopWatch {

    private static final Logger log = LoggerFactory.getLogger(LoopWatch.class);

    private final Map<Thread, Long> busySince = new ConcurrentHashMap<>();

    private final Duration patience;

    private final Duration maxPollInterval;

    private final ApplicationEventPublisher events;

    private final LongSupplier nanoTime;

    private volatile boolean broken;

    /**
     * Watches nothing yet.
     * @param patience how long one turn may take
     * @param maxPollInterval after how long the broker gives the partitions to others
     */
    LoopWatch(Duration patience, Duration maxPollInterval, ApplicationEventPublisher events, LongSupplier nanoTime) {
        this.patience = patience;
        this.maxPollInterval = maxPollInterval;
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /** Runs what a consumer does between two polls, on its thread. */
    void run(Runnable turn) {
        this.busySince.put(Thread.currentThread(), this.nanoTime.getAsLong());
        try {
            turn.run();
        }
        finally {
            this.busySince.remove(Thread.currentThread());
        }
    }

    /**
     * Looks at all threads.
     * @throws IllegalStateException when one does not come round, saying where it stands
     */
    void check() {
        long now = this.nanoTime.getAsLong();
        for (Map.Entry<Thread, Long> each : this.busySince.entrySet()) {
            Duration busy = Duration.ofNanos(now - each.getValue());
            if (busy.compareTo(this.patience) > 0) {
                require(each.getKey(), busy);
            }
        }
    }

    private void require(Thread thread, Duration busy) {
        boolean deadlocked = isDeadlocked(thread);
        String reason = (deadlocked ? "is in a deadlock" : "has not come round") + " for " + busy.toSeconds()
                + " s: it stands in " + place(thread);
        if ((deadlocked || busy.compareTo(this.maxPollInterval) > 0) && !this.broken) {
            this.broken = true;
            log.error("a consumer {}; this service has to be restarted", reason);
            AvailabilityChangeEvent.publish(this.events, this, LivenessState.BROKEN);
        }
        throw new IllegalStateException("a consumer " + reason);
    }

    private static boolean isDeadlocked(Thread thread) {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        return deadlocked != null && Arrays.stream(deadlocked).anyMatch(id -> id == thread.threadId());
    }

    /** The JDK's own frames say that it waits; the one that called them says for what. */
    private static String place(Thread thread) {
        return Stream.of(thread.getStackTrace())
            .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)\\..*"))
            .findFirst()
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .orElse("the JDK");
    }

    /** Returns how often to look, so that what is stuck is told within 30 s. */
    Duration interval() {
        return Duration.ofMillis(Math.clamp(this.patience.toMillis() / 4, 50, TimeUnit.SECONDS.toMillis(5)));
    }

}
