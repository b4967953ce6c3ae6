package io.rowcast.ingest;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
 * replaced and the cursors are read again: they tell what was committed.
 */
final class PartitionWorker {

    private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);

    /**
     * A replica that was fenced waits longer than the group takes to tell it that it owns
     * the partition no longer. One that still owns it then takes it back.
     */
    private static final Duration AFTER_FENCING = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int partition;

    private final List<TablePoller> tables;

    private final Supplier<PartitionPublisher> publishers;

    private final CursorTopic cursors;

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
    PartitionWorker(int partition, List<TablePoller> tables, Supplier<PartitionPublisher> publishers,
            CursorTopic cursors, Backoff backoff, @Nullable PartitionWorker former) {
        this.partition = partition;
        this.tables = tables;
        this.publishers = publishers;
        this.cursors = cursors;
        this.backoff = backoff;
        this.thread = Thread.ofPlatform().daemon().name("ingest-" + partition).start(() -> {
            if (former != null) {
                former.awaitEnd();
            }
            run();
        });
    }

    /** Ends after the pass that is under way. Does not wait for that. */
    void stop() {
        this.stopped.countDown();
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
                resume();
                this.failures = 0;
                poll(publisher);
            }
            catch (PublishFailedException ex) {
                await(pauseAfter(ex.isFenced(), String.valueOf(ex.getMessage())));
            }
            catch (RuntimeException ex) {
                log.error("{}-{}: a failure that nobody foresaw", CursorTopic.NAME, this.partition, ex);
                await(pauseAfter(false, Reasons.of(ex)));
            }
        }
        this.tables.forEach(TablePoller::leave);
    }

    private void resume() {
        Map<String, Cursor> committed = this.cursors.read(this.partition,
                this.tables.stream().map(TablePoller::cursorKey).collect(Collectors.toSet()));
        this.tables.forEach(table -> table.resume(committed.get(table.cursorKey())));
    }

    private void poll(PartitionPublisher publisher) {
        while (!isStopped()) {
            long now = System.nanoTime();
            TablePoller next = this.tables.stream()
                .min(Comparator.comparingLong(table -> table.dueNanos() - now))
                .orElseThrow();
            if (next.dueNanos() - now > 0) {
                await(Duration.ofNanos(next.dueNanos() - now));
            }
            else {
                next.poll(publisher);
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
