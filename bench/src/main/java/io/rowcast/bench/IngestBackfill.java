package io.rowcast.bench;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;

/**
 * How fast ingest-service makes the first reading of a table, in ranges and several at
 * once, against a bare SELECT of the same rows. Each round is a reset to the beginning;
 * the first reading of all warms both up and does not count.
 */
final class IngestBackfill implements Bench.Benchmark {

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
            try (UsersTable users = new UsersTable(postgres)) {
                users.insert(settings.rows());
                users.commit();
                try (Ingest service = Ingest.of(settings, postgres, kafka, "1s")) {
                    service.awaitSequence(settings.rows());
                    users.read(0);
                    for (int round = 1; round <= settings.rounds(); round++) {
                        long sequence = (round + 1L) * settings.rows();
                        Span published = Span.of(() -> Cpu.of(service.process()), () -> {
                            service.reset();
                            service.awaitSequence(sequence);
                        });
                        figures.add(published, Span.of(Cpu::ofThisProcess, () -> users.read(0)));
                    }
                }
            }
        }
        figures.print("ingest-service, reset to all rows committed, rows/s");
    }

}
