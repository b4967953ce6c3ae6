package io.rowcast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.ServiceProcess;

/** sink-mysql-service with the topic of the users, in a heap of 256 MB. One thread. */
final class MySqlSink implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String TOKEN = "bench";

    private final ServiceProcess process;

    private final Connection connection;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Starts it, with a database of its own, and waits until all rows are written. */
    MySqlSink(Bench.Settings settings, KafkaServer kafka, MySqlServer mysql, String database,
            Map<String, String> properties) throws SQLException {
        this.process = ServiceProcess.of(settings.jar("sink-mysql-service"))
            .with("spring.kafka.bootstrap-servers", kafka.bootstrapServers())
            .with("spring.application.name", database)
            .with("spring.datasource.url", mysql.createDatabase(database))
            .with("spring.datasource.username", mysql.username())
            .with("spring.datasource.password", mysql.password())
            .with("rowcast.operator.token", TOKEN)
            .with(properties);
        if (!settings.profile().isEmpty()) {
            this.process
                .withJvmOption("-XX:StartFlightRecording=settings=profile,filename=" + settings.profile() + database);
        }
        this.process.start().awaitReady(PATIENCE);
        this.connection = DriverManager.getConnection(mysql.jdbcUrl(database), mysql.username(), mysql.password());
        awaitWritten(settings.rows());
    }

    ServiceProcess process() {
        return this.process;
    }

    /** Leaves the table empty. */
    void truncate() throws SQLException {
        try (Statement statement = this.connection.createStatement()) {
            statement.execute("TRUNCATE TABLE users");
        }
    }

    /** Writes all rows once more, from the first on. */
    void writeAll(long records) throws IOException, InterruptedException, SQLException {
        long before = resets();
        rewind();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (resets() < before + UsersTopic.PARTITIONS && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        awaitWritten(records);
    }

    private void rewind() throws IOException, InterruptedException, SQLException {
        for (int partition = 0; partition < UsersTopic.PARTITIONS; partition++) {
            HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + this.process.port() + "/actuator/pipeline/"
                        + UsersTopic.NAME + "-" + partition))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"reset\",\"position\":\"beginning\"}"))
                .build();
            HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        }
    }

    private void awaitWritten(long records) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (written() < records) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(written() + " of " + records + " were written within " + PATIENCE + ": "
                        + this.process.get("/actuator/pipeline"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** How often partitions were moved back. */
    private long resets() throws SQLException {
        return number("SELECT COALESCE(SUM(resets), 0) FROM rowcast_offsets");
    }

    private long written() throws SQLException {
        return number("SELECT COALESCE(SUM(next_offset), 0) FROM rowcast_offsets");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        this.connection.close();
        this.process.stop();
        this.process.close();
    }

}
