package io.rowcast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.ServiceProcess;

/** ingest-service with the table {@code users}, in a heap of 256 MB. One thread. */
final class Ingest implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private static final String TOKEN = "a-token-of-operators";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ServiceProcess process;

    private final CommittedCursor cursor;

    private Ingest(ServiceProcess process, KafkaServer kafka) {
        this.process = process;
        this.cursor = new CommittedCursor(kafka);
    }

    /** Starts it and waits until it is ready. */
    static Ingest of(Bench.Settings settings, PostgresServer postgres, KafkaServer kafka, String pollInterval) {
        return of(settings, postgres, kafka, pollInterval, Map.of());
    }

    /** The same with more properties. */
    static Ingest of(Bench.Settings settings, PostgresServer postgres, KafkaServer kafka, String pollInterval,
            Map<String, String> properties) {
        ServiceProcess process = ServiceProcess.of(settings.jar("ingest-service"))
            .with("spring.kafka.bootstrap-servers", kafka.bootstrapServers())
            .with("spring.datasource.url", postgres.jdbcUrl("postgres"))
            .with("spring.datasource.username", postgres.username())
            .with("spring.datasource.password", postgres.password())
            .with("rowcast.operator.token", TOKEN)
            .with("rowcast.tables[0].name", "users")
            .with("rowcast.tables[0].incrementing-column", "index")
            .with("rowcast.tables[0].poll-interval", pollInterval)
            .with(properties);
        if (!settings.profile().isEmpty()) {
            process.withJvmOption("-XX:StartFlightRecording=settings=profile,filename=" + settings.profile());
        }
        return new Ingest(process.start().awaitReady(START), kafka);
    }

    ServiceProcess process() {
        return this.process;
    }

    /**
     * Waits until the rows up to an index are committed. Asks the broker and not the
     * service, whose answers would be a tenth of what it is measured to take.
     */
    void awaitPosition(long index) {
        await("index " + index, () -> this.cursor.position() >= index);
    }

    /** Waits until so many rows are committed; see {@link #awaitPosition}. */
    void awaitSequence(long sequence) {
        await("sequence " + sequence, () -> this.cursor.sequence() >= sequence);
    }

    private void await(String what, BooleanSupplier isReached) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        what + " was not reached within " + PATIENCE + ": " + this.process.get("/actuator/pipeline"));
            }
        }
    }

    /** Has the table read from the beginning again. */
    void reset() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + this.process.port() + "/actuator/pipeline/public.users"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"reset\",\"position\":\"beginning\"}"))
            .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("reset: " + response.statusCode() + " " + response.body());
            }
        }
    }

    /** Returns how many ranges of ids without a row are looked for. */
    long gapsOpen() {
        return this.process.get("/actuator/prometheus")
            .lines()
            .filter(line -> line.startsWith("rowcast_gaps_open{"))
            .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
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

    /** Lets it end by itself: a profile is written then. */
    @Override
    public void close() {
        this.cursor.close();
        this.process.stop();
        this.process.close();
    }

}
