package io.rowcast.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.RangePage;
import io.rowcast.ingest.source.RangePosition;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.operator.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the first reading of a table has left, several ranges at once, ahead of the
 * one thread that publishes. Nothing here is kept: what counts is the cursor, and a new
 * run begins from there. Thread-safe.
 */
final class BackfillRun {

    /** Of each reader: one that is published, and one that is read meanwhile. */
    private static final int MOST_AHEAD = 2;

    private final Means means;

    private final List<BackfillLane> lanes;

    private final Deque<RangePosition> unclaimed;

    private final Deque<BackfillLane> idle = new ArrayDeque<>();

    private final Deque<Ahead> ready = new ArrayDeque<>();

    /** Pages that are not published yet, by who has read them. */
    private final Map<BackfillLane, Integer> ahead = new HashMap<>();

    private final Map<BackfillLane, Duration> parked = new HashMap<>();

    private boolean isStopped;

    private long readySince;

    /**
     * Begins to read.
     * @param unread what is left
     * @param readers read one range each
     */
    BackfillRun(List<RangePosition> unread, List<Reads> readers, Means means) {
        this.means = means;
        this.unclaimed = new ArrayDeque<>(unread);
        this.lanes = readers.stream().map(reads -> new BackfillLane(this, reads, means)).toList();
        this.lanes.forEach(lane -> next(lane, Duration.ZERO));
    }

    /** Has a reader make its next step, unless it is too far ahead. */
    synchronized void next(BackfillLane lane, Duration delay) {
        if (this.isStopped) {
            return;
        }
        if (this.ahead.getOrDefault(lane, 0) < MOST_AHEAD) {
            this.means.threads().schedule(lane, delay);
        }
        else {
            this.parked.put(lane, delay);
        }
    }

    /** Takes a range that nobody reads; null when there is none, at the moment. */
    synchronized @Nullable RangePosition claim(BackfillLane lane) {
        RangePosition range = this.isStopped ? null : this.unclaimed.poll();
        if (range == null) {
            this.idle.add(lane);
        }
        return range;
    }

    /** Leaves to others what a reader does not take of a range. */
    synchronized void giveBack(RangePosition whole, RangePosition taken) {
        if (taken.last() < whole.last()) {
            this.unclaimed.addFirst(new RangePosition(taken.last() + 1, whole.last(), false));
            this.idle.forEach(lane -> next(lane, Duration.ZERO));
            this.idle.clear();
        }
    }

    /** Takes a page up, to be published. */
    void handOver(BackfillLane lane, RangePage page) {
        synchronized (this) {
            if (this.isStopped) {
                page.page().close();
                return;
            }
            if (this.ready.isEmpty()) {
                this.readySince = System.nanoTime();
            }
            this.ready.add(new Ahead(lane, page));
            this.ahead.merge(lane, 1, Integer::sum);
        }
        this.means.ready().run();
    }

    /** Returns since when there is a page to publish. */
    synchronized OptionalLong readySince() {
        return this.ready.isEmpty() ? OptionalLong.empty() : OptionalLong.of(this.readySince);
    }

    /** Returns the oldest page, which is there: only its taker takes pages. */
    synchronized Ahead take() {
        return this.ready.remove();
    }

    /**
     * A page that was taken is published. Others whose turn it is come before the next.
     */
    synchronized void published(Ahead page) {
        this.readySince = System.nanoTime();
        this.ahead.merge(page.lane(), -1, Integer::sum);
        Duration delay = this.parked.remove(page.lane());
        if (delay != null) {
            next(page.lane(), delay);
        }
    }

    /** Returns why one of the readers cannot go on at the moment, null if all can. */
    @Nullable String failure() {
        return this.lanes.stream().map(BackfillLane::failure).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Ends; gives back what was read ahead. A step that is under way ends by itself. */
    synchronized void stop() {
        this.isStopped = true;
        this.ready.forEach(page -> page.page().page().close());
        this.ready.clear();
    }

    /**
     * A page that waits.
     *
     * @param lane who has read it
     * @param page the page
     */
    record Ahead(BackfillLane lane, RangePage page) {
    }

    /** Reads from a {@link RangePosition} on. For one thread at a time. */
    interface Reads {

        SourcePage read(Cursor cursor);

    }

    /** Threads that are shared with other tables. */
    interface Threads {

        void schedule(Runnable step, Duration delay);

    }

    /**
     * What the readers share.
     *
     * @param table is told in the log
     * @param threads make the steps
     * @param pace how fast to read
     * @param pageSize how many rows are read at once, at most
     * @param backoff how long to wait after a failure
     * @param ready is called when there is a page to publish
     * @param failed is called when a step has failed
     */
    record Means(String table, Threads threads, Pace pace, int pageSize, Backoff backoff, Runnable ready,
            Runnable failed) {
    }

}
