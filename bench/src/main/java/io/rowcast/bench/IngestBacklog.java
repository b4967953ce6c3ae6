package io.rowcast.bench;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;

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
        AgainstSelect figures = new AgainstSelect(settings.rows());
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
                        figures.add(published, read);
                    }
                }
            }
        }
        figures.print("ingest-service, row at the source to committed, rows/s");
    }

}
