package io.rowcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What ingest-service takes of memory, in a heap of 256 MB and with the largest pages,
 * for many narrow rows, then rows of 1 MB, then rows of 10 MB.
 */
final class IngestMemory implements Bench.Benchmark {

    private static final String MOST_BYTES = Integer.toString(16 << 20);

    @Override
    public int defaultRows() {
        return 200_000;
    }

    @Override
    public void run(Bench.Settings settings) throws Exception {
        try (PostgresServer postgres = PostgresServer.temporary(); KafkaServer kafka = KafkaServer.temporary()) {
            postgres.start();
            kafka.start();
            createTopic(kafka);
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.username(),
                    postgres.password()); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE users (index bigserial PRIMARY KEY, body text)");
                try (Ingest service = Ingest.of(settings, postgres, kafka, "20ms", Map.of("rowcast.tables[0].page-size",
                        "50000", "spring.kafka.producer.properties.max.request.size", MOST_BYTES))) {
                    int last = 0;
                    last = publish(statement, service, last, settings.rows(), 1);
                    last = publish(statement, service, last, 300, 1 << 15);
                    publish(statement, service, last, 50, 10 << 15);
                }
            }
        }
    }

    private static void createTopic(KafkaServer kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin
                .createTopics(
                        List.of(new NewTopic("P_users", 3, (short) 1).configs(Map.of("max.message.bytes", MOST_BYTES))))
                .all()
                .get();
        }
    }

    /**
     * Inserts rows of 32 random characters times some number and waits until they are
     * published.
     */
    private static int publish(Statement statement, Ingest service, int last, int rows, int times) throws Exception {
        statement.execute("INSERT INTO users (body) SELECT (SELECT string_agg(md5((i * " + times
                + " + part)::text), '') FROM generate_series(1, " + times + ") AS part) FROM generate_series(1, " + rows
                + ") AS i");
        service.awaitPosition(last + rows);
        System.out.printf("%,10d rows of %,13d bytes: published; resident at most %,d MB so far%n", rows, 32L * times,
                residentMegabytes(service.process().pid()));
        return last + rows;
    }

    private static long residentMegabytes(long pid) throws IOException {
        String peak = Files.readAllLines(Path.of("/proc/" + pid + "/status"))
            .stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", "")) >> 10;
    }

}
