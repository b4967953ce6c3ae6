package io.rowcast.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long a row takes from its commit at the source to a consumer that reads what is
 * committed, with a row every 10 ms and {@code poll-interval: 20ms}; and what the service
 * takes of a processor meanwhile, and with nothing to do at {@code poll-interval: 100ms}.
 */
final class IngestLive implements Bench.Benchmark {

    private static final Duration BETWEEN_ROWS = Duration.ofMillis(10);

    private static final Duration IDLE = Duration.ofMinutes(1);

    /** A minute: at 50 passes a second it takes that long until the code is compiled. */
    private static final int WARM_UP_ROWS = 6_000;

    @Override
    public int defaultRows() {
        return 3_000;
    }

    @Override
    public void run(Bench.Settings settings) throws Exception {
        try (PostgresServer postgres = PostgresServer.temporary(); KafkaServer kafka = KafkaServer.temporary()) {
            postgres.start();
            kafka.start();
            try (UsersTable users = new UsersTable(postgres)) {
                users.insert(1);
                users.commit();
                delays(settings, postgres, kafka);
                idle(settings, postgres, kafka);
            }
        }
    }

    private static void delays(Bench.Settings settings, PostgresServer postgres, KafkaServer kafka) throws Exception {
        try (Ingest service = Ingest.of(settings, postgres, kafka, "20ms");
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            service.awaitPosition(1);
            long[] committed = new long[WARM_UP_ROWS + settings.rows()];
            Future<long[]> arrivals = reader.submit(() -> arrivals(kafka.bootstrapServers(), committed.length));
            insert(postgres, committed, 0, WARM_UP_ROWS);
            Duration cpuBefore = Cpu.of(service.process());
            long start = System.nanoTime();
            insert(postgres, committed, WARM_UP_ROWS, committed.length);
            long[] arrived = arrivals.get(1, TimeUnit.MINUTES);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = Cpu.secondsBetween(cpuBefore, Cpu.of(service.process()));
            Figures delays = new Figures();
            IntStream.range(WARM_UP_ROWS, committed.length)
                .forEach(row -> delays.add((arrived[row] - committed[row]) / 1e6));
            System.out.printf("row committed at the source to row read from the topic, ms     p50 %.0f (below 40), p99 "
                    + "%.0f (below 100)%n", delays.percentile(50), delays.percentile(99));
            System.out.printf("service meanwhile, percent of one processor (below 5)          %.1f%n",
                    100 * cpu / seconds);
        }
    }

    private static void idle(Bench.Settings settings, PostgresServer postgres, KafkaServer kafka) {
        try (Ingest service = Ingest.of(settings, postgres, kafka, "100ms")) {
            service.load(IDLE);
            System.out.printf("service with an idle table, percent of one processor (below 1) %.1f%n",
                    service.load(IDLE));
        }
    }

    /** Inserts rows one by one and notes when each was committed. */
    private static void insert(PostgresServer postgres, long[] committed, int from, int to) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.username(),
                postgres.password());
                PreparedStatement insert = connection
                    .prepareStatement("INSERT INTO users (name) VALUES ('Christopher Smith') RETURNING index")) {
            long next = System.nanoTime();
            for (int row = from; row < to; row++) {
                try (ResultSet result = insert.executeQuery()) {
                    committed[row] = System.nanoTime();
                    result.next();
                    if (result.getLong(1) != row + 2) {
                        throw new IllegalStateException("somebody else inserts");
                    }
                }
                next += BETWEEN_ROWS.toNanos();
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    /**
     * Returns when each of the rows behind the first one arrived, in the order of their
     * indices.
     */
    private static long[] arrivals(String bootstrapServers, int rows) {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        long[] arrived = new long[rows];
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, 3)
                .mapToObj(partition -> new TopicPartition("P_users", partition))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int left = rows; left > 0;) {
                for (var each : consumer.poll(Duration.ofSeconds(1))) {
                    String key = new String(each.key());
                    int index = Integer.parseInt(key.substring(key.indexOf(':') + 1, key.length() - 1));
                    if (index > 1) {
                        arrived[index - 2] = System.nanoTime();
                        left--;
                    }
                }
            }
        }
        return arrived;
    }

}
