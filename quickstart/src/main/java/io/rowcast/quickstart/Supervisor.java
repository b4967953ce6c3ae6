package io.rowcast.quickstart;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.rowcast.testkit.ServiceProcess;
import io.rowcast.testkit.TestServer;

/**
 * Starts what has ended again, as an orchestrator would, so that one can kill whatever
 * one likes. Thread-safe.
 */
final class Supervisor implements AutoCloseable {

    /** Somebody who kills at random may well meet the same one three times. */
    private static final int ATTEMPTS = 10;

    /** One that takes its time to start does not hold the others. */
    private static final int THREADS = 9;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS,
            Thread.ofPlatform().daemon().name("supervisor-", 0).factory());

    private final List<Runnable> looks = new ArrayList<>();

    private final Consumer<String> trouble;

    private volatile boolean watching;

    /**
     * Watches nothing yet.
     * @param trouble is told why something could not be started again
     */
    Supervisor(Consumer<String> trouble) {
        this.trouble = trouble;
    }

    /** From now on, what has been started once is started again when it has ended. */
    synchronized void watch() {
        this.watching = true;
        this.looks.forEach(this::repeat);
    }

    private synchronized void keep(BooleanSupplier isRunning, Runnable start) {
        Runnable look = () -> {
            if (!isRunning.getAsBoolean()) {
                restart(start);
            }
        };
        this.looks.add(look);
        if (this.watching) {
            repeat(look);
        }
    }

    private void repeat(Runnable look) {
        try {
            this.timer.scheduleWithFixedDelay(look, 1, 1, TimeUnit.SECONDS);
        }
        catch (RejectedExecutionException ex) {
            // Closed meanwhile.
        }
    }

    /**
     * Starts a server and waits until it answers. One that ends before gets some more
     * tries.
     * @throws IllegalStateException if it does not start
     */
    void start(TestServer server) {
        for (int attempt = 1; !server.isRunning(); attempt++) {
            try {
                server.start();
            }
            catch (IllegalStateException | UncheckedIOException ex) {
                if (!this.watching || attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
        keep(server::isRunning, server::start);
    }

    /**
     * Starts a service and does not wait for it. One that cannot be started is tried
     * again.
     */
    void start(ServiceProcess service) {
        try {
            service.start();
        }
        catch (IllegalStateException | UncheckedIOException ex) {
            if (!this.watching) {
                throw ex;
            }
        }
        keep(service::isRunning, service::start);
    }

    /**
     * Does something that needs what was started: again for a while where it fails and
     * this watches, because what has ended just now comes back.
     * @param patience how long to try
     * @throws Exception the last failure
     */
    <T> T patiently(Duration patience, Callable<T> action) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                return action.call();
            }
            catch (Exception ex) {
                if (!this.watching || System.nanoTime() - start > patience.toNanos()) {
                    throw ex;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private void restart(Runnable start) {
        try {
            start.run();
        }
        catch (RuntimeException ex) {
            this.trouble.accept(String.valueOf(ex.getMessage()));
        }
    }

    /** Starts nothing any more once this returns. */
    @Override
    public void close() {
        this.watching = false;
        this.timer.shutdownNow();
        try {
            this.timer.awaitTermination(2, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
