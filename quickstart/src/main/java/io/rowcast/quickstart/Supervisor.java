package io.rowcast.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.rowcast.testkit.ServiceProcess;
import io.rowcast.testkit.TestServer;

/**
 * Starts what has ended again, as an orchestrator would, so that one can kill whatever
 * one likes.
 */
final class Supervisor implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors
        .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("supervisor").factory());

    private final List<TestServer> servers;

    private final List<ServiceProcess> services;

    private volatile boolean started;

    Supervisor(List<TestServer> servers, List<ServiceProcess> services) {
        this.servers = List.copyOf(servers);
        this.services = List.copyOf(services);
    }

    boolean isStarted() {
        return this.started;
    }

    void start() {
        this.started = true;
        this.timer.scheduleWithFixedDelay(this::restartEnded, 1, 1, TimeUnit.SECONDS);
    }

    private void restartEnded() {
        List<Runnable> restarts = new ArrayList<>();
        this.servers.stream().filter(server -> !server.isRunning()).forEach(server -> restarts.add(server::start));
        this.services.stream().filter(service -> !service.isRunning()).forEach(service -> restarts.add(service::start));
        for (Runnable restart : restarts) {
            try {
                restart.run();
            }
            catch (RuntimeException ex) {
                System.err.println(ex.getMessage());
            }
        }
    }

    /** Starts nothing any more once this returns. */
    @Override
    public void close() {
        this.timer.shutdownNow();
        try {
            this.timer.awaitTermination(5, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
