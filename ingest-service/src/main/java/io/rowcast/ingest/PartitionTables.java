package io.rowcast.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.rowcast.ingest.publish.StoredTable;
import io.rowcast.ingest.publish.TableRequest;
import io.rowcast.operator.PipelineStatus;

/**
 * The tables of one owned partition: as they should be, which any thread may change, and
 * as the worker of the partition knows them, with their cursors.
 */
final class PartitionTables {

    private final Pollers pollers;

    private final Function<Set<String>, Map<String, StoredTable>> stored;

    private final Semaphore news = new Semaphore(0);

    private final Queue<TableRequest> requests = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isRecovered = new AtomicBoolean();

    private volatile List<TablePoller> wanted = List.of();

    private List<TablePoller> adopted = List.of();

    /**
     * Has no tables yet.
     * @param pollers makes what polls a table
     * @param stored finds what is kept of the tables with some cursor keys
     */
    PartitionTables(Pollers pollers, Function<Set<String>, Map<String, StoredTable>> stored) {
        this.pollers = pollers;
        this.stored = stored;
    }

    /** Sets which tables to poll from now on. Those that were polled before go on. */
    synchronized void choose(List<ChosenTable> tables) {
        Map<ChosenTable, TablePoller> present = this.wanted.stream()
            .collect(Collectors.toMap(TablePoller::table, Function.identity()));
        this.wanted = tables.stream().map(table -> {
            TablePoller poller = present.get(table);
            return (poller != null) ? poller : this.pollers.of(table, this::wake);
        }).toList();
        wake();
    }

    /** Takes up what an operator asks of one of the tables. */
    void ask(TableRequest request) {
        this.requests.add(request);
        wake();
    }

    /** The database or the broker is back: what has failed before is tried at once. */
    void recovered() {
        this.isRecovered.set(true);
        wake();
    }

    /** Ends {@link #awaitNews}. */
    void wake() {
        this.news.release();
    }

    List<PipelineStatus> statuses() {
        return this.wanted.stream().map(TablePoller::status).toList();
    }

    /** For the worker: waits, but not when there is something new to do. */
    void awaitNews(long nanos) throws InterruptedException {
        if (this.news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            this.news.drainPermits();
        }
    }

    /** For the worker: finds the cursors of all tables. */
    void adoptAll() {
        adopt(this.wanted, this.wanted);
    }

    /**
     * For the worker: leaves the tables that are gone, finds the cursors of those that
     * are new, hands out what was asked, and has those tried again that may be well.
     */
    void adoptNew() {
        List<TablePoller> tables = this.wanted;
        if (tables != this.adopted) {
            adopt(tables, tables.stream().filter(table -> !this.adopted.contains(table)).toList());
        }
        if (this.isRecovered.getAndSet(false)) {
            this.adopted.forEach(TablePoller::tryAtOnce);
        }
        // A request to a table that comes later is found together with its cursor.
        for (TableRequest request = this.requests.poll(); request != null; request = this.requests.poll()) {
            for (TablePoller table : this.adopted) {
                if (table.cursorKey().equals(request.cursorKey())) {
                    table.ask(request);
                }
            }
        }
    }

    private void adopt(List<TablePoller> tables, List<TablePoller> added) {
        this.adopted.stream().filter(table -> !tables.contains(table)).forEach(TablePoller::leave);
        if (!added.isEmpty()) {
            Map<String, StoredTable> found = this.stored
                .apply(added.stream().map(TablePoller::cursorKey).collect(Collectors.toSet()));
            added.forEach(table -> table.resume(Objects.requireNonNull(found.get(table.cursorKey()))));
        }
        this.adopted = tables;
    }

    /** For the worker: returns the table that is due first, empty without tables. */
    Optional<TablePoller> next(long now) {
        return this.adopted.stream().min(Comparator.comparingLong(table -> table.dueNanos() - now));
    }

    /** For the worker: no table can be published at the moment. */
    void delayed(String reason) {
        this.wanted.forEach(table -> table.delayed(reason));
    }

    /** For the worker, at its end. */
    void leave() {
        this.adopted.forEach(TablePoller::leave);
    }

    /** Makes what polls a table. */
    interface Pollers {

        /**
         * Returns the poller.
         * @param wake is to be called, by any thread, when it has become due
         */
        TablePoller of(ChosenTable table, Runnable wake);

    }

}
