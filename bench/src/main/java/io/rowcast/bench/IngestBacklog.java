package io.rowcast.bench;

import java.time.Duration;
import java.util.function.Supplier;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.ServiceProcess;

/**
 * How fast ingest-service publishes rows that are there already, against a bare SELECT of
 * the same rows. The rows of a round become visible at once, with one commit; the first
 * round warms both up and does not count.
 */
final class IngestBacklog implements Bench.Benchmark {

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void run(Bench.Settings settings) throws Exception {
        Figures select = new Figures();
        Figures selectCpu = new Figures();
        Figures ingest = new Figures();
        Figures ingestCpu = new Figures();
        try (PostgresServer postgres = PostgresServer.temporary(); KafkaServer kafka = KafkaServer.temporary()) {
            postgres.start();
            kafka.start();
            try (UsersTable users = new UsersTable(postgres);
                    Ingest service = Ingest.of(settings, postgres, kafka, "20ms")) {
                for (int round = 0; round <= settings.rounds(); round++) {
                    long before = users.last();
                    users.insert(settings.rows());
                    Span published = Span.of(() -> Cpu.of(service.process()), () -> {
                        users.commit();
                        service.awaitPosition(before + settings.rows());
                    });
                    Span read = Span.of(Cpu::ofThisProcess, () -> users.read(before));
                    if (round > 0) {
                        select.add(settings.rows() / read.seconds());
                        selectCpu.add(read.cpuSeconds() * 1e6 / settings.rows());
                        ingest.add(settings.rows() / published.seconds());
                        ingestCpu.add(published.cpuSeconds() * 1e6 / settings.rows());
                    }
                }
            }
        }
        select.print("bare SELECT, rows/s", "%,.0f");
        ingest.print("ingest-service, row at the source to committed, rows/s", "%,.0f");
        ingest.over(select).print("ratio, ingest-service / bare SELECT (at least 0.5)", "%.2f");
        selectCpu.print("bare SELECT, CPU s per million rows", "%.2f");
        ingestCpu.print("ingest-service, CPU s per million rows (at most 5)", "%.2f");
    }

    /** What something took. */
    private record Span(double seconds, double cpuSeconds) {

        static Span of(Supplier<Duration> cpu, Step step) throws Exception {
            Duration cpuBefore = cpu.get();
            long before = System.nanoTime();
            step.run();
            double seconds = (System.nanoTime() - before) / 1e9;
            return new Span(seconds, Cpu.secondsBetween(cpuBefore, cpu.get()));
        }

    }

    private interface Step {

        void run() throws Exception;

    }

}
