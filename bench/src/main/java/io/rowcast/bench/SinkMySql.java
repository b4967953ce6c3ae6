package io.rowcast.bench;

import java.util.Map;

import io.rowcast.bench.Span.Step;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;

/**
 * How fast sink-mysql-service writes what is in its topic, from Kafka to committed,
 * beside loops that write the same rows from memory with nothing around:
 * {@code LOAD DATA}, and the driver's rewritten batches. By turns, on the same server;
 * what comes first warms up and does not count.
 */
final class SinkMySql implements Bench.Benchmark {

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void run(Bench.Settings settings) throws Exception {
        try (KafkaServer kafka = KafkaServer.temporary(); MySqlServer mysql = MySqlServer.temporary()) {
            kafka.start();
            mysql.start();
            UsersTopic.fill(kafka, settings.rows());
            try (MySqlSink insert = new MySqlSink(settings, kafka, mysql, "inserted",
                    Map.of("rowcast.mysql.mode", "insert")); MySqlLoops loops = new MySqlLoops(mysql, "inserted")) {
                insert(settings, insert, loops);
            }
            try (MySqlSink loading = new MySqlSink(settings, kafka, mysql, "loaded", Map.of());
                    MySqlSink sending = new MySqlSink(settings, kafka, mysql, "sent",
                            Map.of("rowcast.mysql.load-data-min-rows", "0"));
                    MySqlLoops loops = new MySqlLoops(mysql, "loaded")) {
                upsert(settings, loading, sending, loops);
            }
        }
    }

    private static void insert(Bench.Settings settings, MySqlSink insert, MySqlLoops loops) throws Exception {
        Comparison comparison = new Comparison("insert", "LOAD DATA loop", settings.rows());
        loops.create("users");
        for (int round = 0; round <= settings.rounds(); round++) {
            insert.truncate();
            loops.truncate("loops");
            comparison.add(round, baseline(() -> loops.load(settings.rows())), service(insert, settings.rows()));
        }
        comparison.print("at least 0.6", "at most 4");
    }

    private static void upsert(Bench.Settings settings, MySqlSink loading, MySqlSink sending, MySqlLoops loops)
            throws Exception {
        int rows = settings.rows();
        Comparison[] empty = { new Comparison("upsert, LOAD DATA, empty table", "driver's batches", rows),
                new Comparison("upsert, statements, empty table", "driver's batches", rows) };
        Comparison[] full = { new Comparison("upsert, LOAD DATA, full table", "driver's batches", rows),
                new Comparison("upsert, statements, full table", "driver's batches", rows) };
        loops.create("users");
        for (int round = 0; round <= settings.rounds(); round++) {
            loading.truncate();
            sending.truncate();
            loops.truncate("loops");
            for (Comparison[] each : new Comparison[][] { empty, full }) {
                Span loop = baseline(() -> loops.upsert(rows));
                each[0].add(round, loop, service(loading, rows));
                each[1].add(round, loop, service(sending, rows));
            }
        }
        empty[0].print("at least 1.6", "at most 4");
        full[0].print("at least 1.6", "at most 4");
        empty[1].print("at least 1.0", "at most 8");
        full[1].print("at least 1.0", "at most 8");
    }

    private static Span baseline(Step step) throws Exception {
        return Span.of(Cpu::ofThisProcess, step);
    }

    private static Span service(MySqlSink sink, int rows) throws Exception {
        return Span.of(() -> Cpu.of(sink.process()), () -> sink.writeAll(rows));
    }

    /** The figures of one way of writing. */
    private static final class Comparison {

        private final String way;

        private final String loop;

        private final int rows;

        private final Figures service = new Figures();

        private final Figures baseline = new Figures();

        private final Figures cpu = new Figures();

        Comparison(String way, String loop, int rows) {
            this.way = way;
            this.loop = loop;
            this.rows = rows;
        }

        void add(int round, Span baseline, Span service) {
            if (round > 0) {
                this.baseline.add(this.rows / baseline.seconds());
                this.service.add(this.rows / service.seconds());
                this.cpu.add(service.cpuSeconds() * 1e6 / this.rows);
            }
        }

        void print(String ratio, String cpuLimit) {
            this.baseline.print(this.way + ": " + this.loop + ", rows/s", "%,.0f");
            this.service.print(this.way + ": sink-mysql-service, rows/s", "%,.0f");
            this.service.over(this.baseline).print(this.way + ": ratio (" + ratio + ")", "%.2f");
            this.cpu.print(this.way + ": CPU s per million rows (" + cpuLimit + ")", "%.2f");
        }

    }

}
