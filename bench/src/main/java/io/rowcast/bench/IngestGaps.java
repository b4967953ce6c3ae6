package io.rowcast.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long a pass takes as gaps pile up: a thousand ids a second have a row, and the id
 * before each never gets one. Every ten seconds tells how many gaps are open, how long a
 * row takes to the topic with {@code poll-interval: 20ms}, and what the service takes of
 * a processor. Not slowing means that the last lines look like those at 30,000 gaps.
 */
final class IngestGaps implements Bench.Benchmark {

    private static final int ROWS_PER_SECOND = 1_000;

    private static final int BATCH = 10;

    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(1_000L * BATCH / ROWS_PER_SECOND);

    private static final int WINDOW = 10 * ROWS_PER_SECOND;

    private final Map<Long, Long> committed = new ConcurrentHashMap<>();

    private Figures delays = new Figures();

    @Override
    public int defaultRows() {
        return 60_000;
    }

    @Override
    public void run(Bench.Settings settings) throws Exception {
        try (PostgresServer postgres = PostgresServer.temporary(); KafkaServer kafka = KafkaServer.temporary()) {
            postgres.start();
            kafka.start();
            try (UsersTable users = new UsersTable(postgres)) {
                users.insert(1);
                users.commit();
            }
            try (Ingest service = Ingest.of(settings, postgres, kafka, "20ms");
                    Connection connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"),
                            postgres.username(), postgres.password())) {
                service.awaitPosition(1);
                CompletableFuture<Void> reader = CompletableFuture
                    .runAsync(() -> read(kafka.bootstrapServers(), settings.rows()));
                System.out.println(
                        "gaps open, row committed to row in the topic in ms (p50, p99), percent of one " + "processor");
                for (int from = 0; from < settings.rows(); from += WINDOW) {
                    window(service, connection, from, Math.min(from + WINDOW, settings.rows()));
                }
                reader.join();
            }
        }
    }

    private void window(Ingest service, Connection connection, int from, int to) throws Exception {
        Duration cpu = Cpu.of(service.process());
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO users (index, name) SELECT ? + 2 * i, 'Christopher Smith' FROM generate_series(1, ?) AS i")) {
            for (int row = from; row < to; row += BATCH) {
                long before = 2L * row + 1;
                insert.setLong(1, before);
                insert.setInt(2, BATCH);
                insert.execute();
                this.committed.put(before + 2 * BATCH, System.nanoTime());
                LockSupport
                    .parkNanos(start + (row + BATCH - from) / BATCH * BETWEEN_BATCHES.toNanos() - System.nanoTime());
            }
        }
        Figures window = takeDelays();
        System.out.printf("%,10d %10.0f %10.0f %10.1f%n", service.gapsOpen(), window.percentile(50),
                window.percentile(99),
                100 * Cpu.secondsBetween(cpu, Cpu.of(service.process())) / ((System.nanoTime() - start) / 1e9));
    }

    private synchronized Figures takeDelays() {
        Figures taken = this.delays;
        this.delays = new Figures();
        return taken;
    }

    private synchronized void arrived(long index) {
        Long since = this.committed.remove(index);
        if (since != null) {
            this.delays.add((System.nanoTime() - since) / 1e6);
        }
    }

    private void read(String bootstrapServers, int rows) {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, 3)
                .mapToObj(partition -> new TopicPartition("P_users", partition))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int left = rows + 1; left > 0;) {
                for (var each : consumer.poll(Duration.ofSeconds(1))) {
                    String key = new String(each.key());
                    arrived(Long.parseLong(key.substring(key.indexOf(':') + 1, key.length() - 1)));
                    left--;
                }
            }
        }
    }

}
