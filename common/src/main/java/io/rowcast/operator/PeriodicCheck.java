package io.rowcast.operator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again, on a thread of its own, whether something is available, so that
 * whoever wants to know never waits. One that does not answer counts as not available.
 */
public final class PeriodicCheck implements ReadinessCheck, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeriodicCheck.class);

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Optional<String> UNKNOWN = Optional.of("not checked yet");

    private final String name;

    private final Runnable check;

    private final Duration interval;

    private final Thread thread;

    private volatile Optional<String> failure = UNKNOWN;

    private volatile long startedNanos = System.nanoTime();

    private volatile boolean running = true;

    /**
     * Begins to check, every five seconds.
     * @param name what is checked
     * @param check throws when it is not available, with the reason as its message
     */
    public PeriodicCheck(String name, Runnable check) {
        this(name, check, INTERVAL);
    }

    /**
     * Begins to check.
     * @param name what is checked
     * @param check throws when it is not available, with the reason as its message
     * @param interval how often while it is available
     */
    public PeriodicCheck(String name, Runnable check, Duration interval) {
        this.name = name;
        this.check = check;
        this.interval = interval;
        this.thread = Thread.ofPlatform().daemon().name("check-" + name).start(this::run);
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public Optional<String> failure() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.startedNanos);
        if (seconds > this.interval.plus(PATIENCE).toSeconds()) {
            return Optional.of("has not answered for " + seconds + " s");
        }
        return this.failure;
    }

    private void run() {
        while (this.running) {
            this.startedNanos = System.nanoTime();
            report(ask());
            try {
                Thread.sleep(this.failure.isPresent() ? shortest(this.interval, INTERVAL) : this.interval);
            }
            catch (InterruptedException ex) {
                return;
            }
        }
    }

    private static Duration shortest(Duration one, Duration other) {
        return (one.compareTo(other) < 0) ? one : other;
    }

    private Optional<String> ask() {
        try {
            this.check.run();
            return Optional.empty();
        }
        catch (RuntimeException ex) {
            return Optional.of(String.valueOf(ex.getMessage()));
        }
    }

    /** Tells what has changed; the reason may be another at each try. */
    private void report(Optional<String> answer) {
        boolean isChange = this.failure == UNKNOWN || answer.isPresent() != this.failure.isPresent();
        if (this.running && isChange) {
            answer.ifPresentOrElse(reason -> log.warn("{} is not available: {}", this.name, reason),
                    () -> log.info("{} is available", this.name));
        }
        this.failure = answer;
    }

    @Override
    public void close() {
        this.running = false;
        this.thread.interrupt();
    }

}
