package io.rowcast.ingest;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.rowcast.ingest.publish.CursorTopic;
import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.PublishFailedException;
import io.rowcast.ingest.source.Cursor;
import io.rowcast.operator.Backoff;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.Reasons;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the tables of one owned partition, one after the other as they become due, on a
 * thread of its own, until it is stopped. Whatever Kafka fails with, the publisher is
 * replaced and the cursors are read again: they tell what was committed. No failure ends
 * the thread, not an {@link Error} either.
 */
final class PartitionWorker {

    private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);

    /**
     * A replica that was fenced waits longer than the group takes to tell it that it owns
     * the partition no longer. One that still owns it then takes it back.
     */
    private static final Duration AFTER_FENCING = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration WITHOUT_TABLES = Duration.ofHours(1);

    private final int partition;

    private final Function<ChosenTable, TablePoller> pollers;

    private final Supplier<PartitionPublisher> publishers;

    private final CursorTopic cursors;

    private final Backoff backoff;

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Ends the waiting for the next table that is due. */
    private final Semaphore news = new Semaphore(0);

    private final Thread thread;

    /** The tables as they should be. */
    private volatile List<TablePoller> tables = List.of();

    /** The tables as this thread knows them: they have their cursors. */
    private List<TablePoller> adopted = List.of();

    /** Failures in a row to take the partition over. */
    private int failures;

    /**
     * Begins to poll.
     * @param tables the tables of the partition, to which {@link #choose} may add
     * @param pollers makes what polls one of them
     * @param publishers takes the partition over, each time anew
     * @param former a worker of the same partition in this process that is stopped, but
     * may not have ended yet; two at once would fence one another
     */
    PartitionWorker(int partition, List<ChosenTable> tables, Function<ChosenTable, TablePoller> pollers,
            Supplier<PartitionPublisher> publishers, CursorTopic cursors, Backoff backoff,
            @Nullable PartitionWorker former) {
        this.partition = partition;
        this.pollers = pollers;
        this.publishers = publishers;
        this.cursors = cursors;
        this.backoff = backoff;
        choose(tables);
        this.thread = Thread.ofPlatform().daemon().name("ingest-" + partition).start(() -> {
            if (former != null) {
                former.awaitEnd();
            }
            run();
        });
    }

    /**
     * Sets which tables to poll from now on. Those that were polled before go on. Does
     * not wait for anything.
     */
    synchronized void choose(List<ChosenTable> chosen) {
        Map<ChosenTable, TablePoller> present = this.tables.stream()
            .collect(Collectors.toMap(TablePoller::table, Function.identity()));
        this.tables = chosen.stream().map(table -> {
            TablePoller poller = present.get(table);
            return (poller != null) ? poller : this.pollers.apply(table);
        }).toList();
        this.news.release();
    }

    /** Ends after the pass that is under way. Does not wait for that. */
    void stop() {
        this.stopped.countDown();
        this.news.release();
    }

    /** Waits until the worker has ended, or for ten seconds. */
    void awaitEnd() {
        try {
            this.thread.join(PATIENCE);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    List<PipelineStatus> statuses() {
        return this.tables.stream().map(TablePoller::status).toList();
    }

    private void run() {
        while (!isStopped()) {
            this.failures++;
            try (PartitionPublisher publisher = this.publishers.get()) {
                adoptTables(true);
                this.failures = 0;
                poll(publisher);
            }
            catch (PublishFailedException ex) {
                await(pauseAfter(ex.isFenced(), String.valueOf(ex.getMessage())));
            }
            catch (RuntimeException | Error ex) {
                log.error("{}-{}: a failure that nobody foresaw", CursorTopic.NAME, this.partition, ex);
                await(pauseAfter(false, Reasons.of(ex)));
            }
        }
        this.adopted.forEach(TablePoller::leave);
    }

    /**
     * Leaves the tables that are gone, and finds the cursors of those that are new.
     * @param isAnew whether the cursors of all tables have to be found
     */
    private void adoptTables(boolean isAnew) {
        List<TablePoller> wanted = this.tables;
        if (!isAnew && wanted == this.adopted) {
            return;
        }
        this.adopted.stream().filter(table -> !wanted.contains(table)).forEach(TablePoller::leave);
        List<TablePoller> added = wanted.stream().filter(table -> isAnew || !this.adopted.contains(table)).toList();
        if (!added.isEmpty()) {
            Map<String, Cursor> committed = this.cursors.read(this.partition,
                    added.stream().map(TablePoller::cursorKey).collect(Collectors.toSet()));
            added.forEach(table -> table.resume(committed.get(table.cursorKey())));
        }
        this.adopted = wanted;
    }

    private void poll(PartitionPublisher publisher) {
        while (!isStopped()) {
            adoptTables(false);
            long now = System.nanoTime();
            TablePoller next = this.adopted.stream()
                .min(Comparator.comparingLong(table -> table.dueNanos() - now))
                .orElse(null);
            long wait = (next != null) ? next.dueNanos() - now : WITHOUT_TABLES.toNanos();
            if (next != null && wait <= 0) {
                next.poll(publisher);
            }
            else {
                awaitNews(wait);
            }
        }
    }

    /**
     * A table that could not be published waits by itself, and the others go on at once:
     * only what concerns them all delays them all.
     */
    private Duration pauseAfter(boolean isFenced, String reason) {
        if (isFenced) {
            this.tables.forEach(table -> table.delayed("another replica has taken the table over"));
            return AFTER_FENCING;
        }
        if (this.failures == 0) {
            return Duration.ZERO;
        }
        this.tables.forEach(table -> table.delayed(reason));
        return this.backoff.delay(this.failures, ThreadLocalRandom.current());
    }

    private boolean isStopped() {
        return this.stopped.getCount() == 0;
    }

    /** Waits, but not when there is something new to do. */
    private void awaitNews(long nanos) {
        try {
            if (this.news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                this.news.drainPermits();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    /** Waits, but not when stopped. */
    private void await(Duration duration) {
        try {
            this.stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

}
