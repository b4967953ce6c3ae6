package io.rowcast.ingest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** The metrics of ingest, by table. Thread-safe. */
final class IngestMetrics {

    private final MeterRegistry registry;

    private final Map<String, Table> tables = new ConcurrentHashMap<>();

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Table of(String table) {
        return this.tables.computeIfAbsent(table, name -> new Table(this.registry, name));
    }

    /** The metrics of one table. */
    static final class Table {

        private final Counter rowsRead;

        private final Counter rowsPublished;

        private final Counter rowsFiltered;

        private final Counter retries;

        private final Counter gapsGivenUp;

        private final Counter deadLettered;

        private final Counter withoutTimestamp;

        private final AtomicInteger gapsOpen = new AtomicInteger();

        /** Null while another replica owns the table. */
        private final AtomicReference<@Nullable TableStatus> status = new AtomicReference<>();

        private Table(MeterRegistry registry, String table) {
            this.rowsRead = counter(registry, "rowcast.rows.read", "rows read from the table", table);
            this.rowsPublished = counter(registry, "rowcast.rows.published", "rows committed to the topic", table);
            this.rowsFiltered = counter(registry, "rowcast.rows.filtered", "rows that a transformation has dropped",
                    table);
            this.retries = counter(registry, "rowcast.retries", "passes that failed and were tried again", table);
            this.gapsGivenUp = counter(registry, "rowcast.gaps.given.up",
                    "ranges of ids without a row that are no longer looked for", table);
            this.deadLettered = counter(registry, "rowcast.records.dead.lettered", "rows that cannot be published",
                    table);
            this.withoutTimestamp = counter(registry, "rowcast.rows.null.timestamp",
                    "rows without a timestamp, which are sent once", table);
            Gauge.builder("rowcast.gaps.open", this.gapsOpen, AtomicInteger::get)
                .description("ranges of ids without a row that are still looked for")
                .tag("table", table)
                .register(registry);
            Gauge.builder("rowcast.lag.seconds", this.status, Table::lagSeconds)
                .description("for how long the end of the table has not been reached")
                .tag("table", table)
                .register(registry);
        }

        private static double lagSeconds(AtomicReference<@Nullable TableStatus> watched) {
            TableStatus status = watched.get();
            return (status != null) ? status.status().lagSeconds() : 0;
        }

        private static Counter counter(MeterRegistry registry, String name, String description, String table) {
            return Counter.builder(name).description(description).tag("table", table).register(registry);
        }

        void watch(TableStatus status) {
            this.status.set(status);
        }

        void forget(TableStatus status) {
            this.status.compareAndSet(status, null);
        }

        void read(int rows) {
            this.rowsRead.increment(rows);
        }

        void published(long rows, long rejected) {
            this.rowsPublished.increment(rows);
            this.deadLettered.increment(rejected);
        }

        void filtered(long rows) {
            this.rowsFiltered.increment(rows);
        }

        void retried() {
            this.retries.increment();
        }

        void gapsOpen(int ranges) {
            this.gapsOpen.set(ranges);
        }

        void withoutTimestamp(int rows) {
            this.withoutTimestamp.increment(rows);
        }

        void gapsGivenUp(int ranges) {
            this.gapsGivenUp.increment(ranges);
        }

    }

}
