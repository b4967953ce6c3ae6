package io.rowcast.ingest;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read ahead, for all tables, who come in turn: each has a connection
 * while it reads a page. What polls tables has connections of its own.
 */
final class BackfillThreads implements BackfillRun.Threads, AutoCloseable {

    private static final Duration UNUSED = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor executor;

    /**
     * Starts none yet.
     * @param connections those of the pool that nothing else needs
     * @param pages for which there is memory; a reader that waits for it holds what the
     * driver has fetched
     */
    BackfillThreads(int connections, int pages) {
        this.executor = new ScheduledThreadPoolExecutor(Math.clamp(connections, 1, pages),
                Thread.ofPlatform().daemon().name("backfill-", 0).factory(), new ThreadPoolExecutor.DiscardPolicy());
        this.executor.setKeepAliveTime(UNUSED.toMillis(), TimeUnit.MILLISECONDS);
        this.executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void schedule(Runnable step, Duration delay) {
        this.executor.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends them; does not wait. */
    @Override
    public void close() {
        this.executor.shutdownNow();
    }

}
