package io.rowcast.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.ServiceProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ingest-service with the table {@code users}, in a heap of 256 MB. */
record Ingest(ServiceProcess process) implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofMillis(20);

    /** Starts it and waits until it is ready. */
    static Ingest of(Bench.Settings settings, PostgresServer postgres, KafkaServer kafka, String pollInterval) {
        ServiceProcess process = ServiceProcess.of(settings.jar("ingest-service"))
            .with("spring.kafka.bootstrap-servers", kafka.bootstrapServers())
            .with("spring.datasource.url", postgres.jdbcUrl("postgres"))
            .with("spring.datasource.username", postgres.username())
            .with("spring.datasource.password", postgres.password())
            .with("rowcast.tables[0].name", "users")
            .with("rowcast.tables[0].incrementing-column", "index")
            .with("rowcast.tables[0].poll-interval", pollInterval);
        return new Ingest(process.start().awaitReady(START));
    }

    /** Waits until the rows up to an index are committed. */
    void awaitPosition(long index) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (position() < index) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "index " + index + " was not reached within " + PATIENCE + ": " + status());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private long position() {
        JsonNode table = JSON.readTree(status()).path("pipeline").path(0);
        String position = table.path("position").asString("none");
        return position.equals("none") ? 0 : Long.parseLong(position);
    }

    /** Returns how many ranges of ids without a row are looked for. */
    long gapsOpen() {
        return this.process.get("/actuator/prometheus")
            .lines()
            .filter(line -> line.startsWith("rowcast_gaps_open{"))
            .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    }

    private String status() {
        return this.process.get("/actuator/pipeline");
    }

    /** Returns the share of one processor that the service takes, in percent. */
    double load(Duration span) {
        Duration before = Cpu.of(this.process);
        long start = System.nanoTime();
        while (System.nanoTime() - start < span.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return 100 * Cpu.secondsBetween(before, Cpu.of(this.process)) / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        this.process.close();
    }

}
