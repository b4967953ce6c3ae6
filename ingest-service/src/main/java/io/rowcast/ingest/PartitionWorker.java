package io.rowcast.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.rowcast.ingest.publish.CursorTopic;
import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.PublishFailedException;
import io.rowcast.operator.Backoff;
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

    private final PartitionTables tables;

    private final Supplier<PartitionPublisher> publishers;

    private final Backoff backoff;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Thread thread;

    /** Failures in a row to take the partition over. */
    private int failures;

    /**
     * Begins to poll.
     * @param publishers takes the partition over, each time anew
     * @param former a worker of the same partition in this process that is stopped, but
     * may not have ended yet; two at once would fence one another
     */
    PartitionWorker(int partition, PartitionTables tables, Supplier<PartitionPublisher> publishers, Backoff backoff,
            @Nullable PartitionWorker former) {
        this.partition = partition;
        this.tables = tables;
        this.publishers = publishers;
        this.backoff = backoff;
        this.thread = Thread.ofPlatform().daemon().name("ingest-" + partition).start(() -> {
            if (former != null) {
                former.awaitEnd();
            }
            run();
        });
    }

    PartitionTables tables() {
        return this.tables;
    }

    /** Ends after the pass that is under way. Does not wait for that. */
    void stop() {
        this.stopped.countDown();
        this.tables.wake();
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

    private void run() {
        while (!isStopped()) {
            this.failures++;
            try (PartitionPublisher publisher = this.publishers.get()) {
                this.tables.adoptAll();
                this.failures = 0;
                poll(publisher);
            }
            catch (PublishFailedException ex) {
                if (ex.isFenced()) {
                    this.tables.delayed("another replica has taken the table over");
                    await(AFTER_FENCING);
                }
                else {
                    awaitNews(pauseAfter(String.valueOf(ex.getMessage())).toNanos());
                }
            }
            catch (RuntimeException | Error ex) {
                if (this.failures <= 1) {
                    log.error("{}-{}: a failure that nobody foresaw", CursorTopic.NAME, this.partition, ex);
                }
                awaitNews(pauseAfter(Reasons.of(ex)).toNanos());
            }
        }
        this.tables.leave();
    }

    private void poll(PartitionPublisher publisher) {
        while (!isStopped()) {
            this.tables.adoptNew();
            long now = System.nanoTime();
            Optional<TablePoller> next = this.tables.next(now);
            long wait = next.map(table -> table.dueNanos() - now).orElse(WITHOUT_TABLES.toNanos());
            if (wait <= 0) {
                next.orElseThrow().poll(publisher);
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
    private Duration pauseAfter(String reason) {
        if (this.failures == 0) {
            return Duration.ZERO;
        }
        this.tables.delayed(reason);
        return this.backoff.delay(this.failures, ThreadLocalRandom.current());
    }

    private boolean isStopped() {
        return this.stopped.getCount() == 0;
    }

    private void awaitNews(long nanos) {
        try {
            this.tables.awaitNews(nanos);
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
