package io.rowcast.mysql;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.rowcast.testkit.DeadLetterTopic;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters that are replayed to a real MySQL. */
@ExtendWith(Servers.class)
class ReplayIT {

    private static final String FINGERPRINT = "00000000000000ab";

    private static final String REPLAY = "{\"action\":\"replay\"}";

    private final KafkaServer kafka;

    private final MySqlServer mysql;

    private final Database database;

    private final RowTopic topic;

    private final String table;

    ReplayIT(KafkaServer kafka, MySqlServer mysql, TestInfo test) {
        this.kafka = kafka;
        this.mysql = mysql;
        this.database = new Database(mysql);
        this.table = test.getTestMethod().orElseThrow().getName();
        this.topic = new RowTopic(kafka.bootstrapServers(), "P_" + this.table, 1);
        this.topic.schema(FINGERPRINT, RowTopic.struct(RowTopic.field("id", "int64", null, false),
                RowTopic.field("age", "int32", null, true)));
    }

    @AfterEach
    void close() {
        this.topic.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).ignoreExceptions();
    }

    private static String key(int id) {
        return "{\"id\":" + id + "}";
    }

    private static String row(int id, int age) {
        return "{\"id\":" + id + ",\"age\":" + age + "}";
    }

    @Test
    void aReplayedRowNeverTakesThePlaceOfANewerOne() {
        this.database.execute("CREATE TABLE " + this.table + " (id BIGINT PRIMARY KEY, age TINYINT)");
        try (Service service = Service.start(this.kafka, this.mysql, this.database.url(), this.topic)) {
            this.topic.send(0, key(1), row(1, 300));
            this.topic.send(0, key(2), row(2, 300));
            this.topic.send(0, key(3), row(3, 300));
            soon().until(() -> service.get("/actuator/deadletters").contains("\"recordOffset\":2"));
            this.topic.send(0, key(2), row(2, 22));
            this.topic.send(0, key(3), null);
            this.topic.await();
            soon().until(() -> this.database.rows("SELECT id, age FROM " + this.table).equals(List.of("2|22")));
            this.database.execute("ALTER TABLE " + this.table + " MODIFY age INT");
            assertThat(service.post("/actuator/deadletters", REPLAY)).startsWith("202");
            soon().until(() -> service.get("/actuator/deadletters")
                .contains("{\"done\":1,\"failed\":0,\"superseded\":2,\"unsure\":0}"));
            assertThat(this.database.rows("SELECT id, age FROM " + this.table + " ORDER BY id"))
                .containsExactly("1|300", "2|22");
        }
    }

    @Test
    void aReplayedInsertDoesNotBringADeletedRowBack() {
        this.database.execute("CREATE TABLE " + this.table + " (id BIGINT, age TINYINT)");
        try (Service service = Service.start(this.kafka, this.mysql, this.database.url(), this.topic,
                "--rowcast.mysql.mode=insert")) {
            this.topic.send(0, key(1), row(1, 300));
            this.topic.send(0, key(2), row(2, 300));
            this.topic.send(0, key(2), null);
            this.topic.send(0, key(1), row(1, 22));
            this.topic.await();
            soon().until(() -> this.database.rows("SELECT id, age FROM " + this.table).equals(List.of("1|22")));
            soon().until(() -> service.get("/actuator/deadletters").contains("\"recordOffset\":1"));
            this.database.execute("ALTER TABLE " + this.table + " MODIFY age INT");
            assertThat(service.post("/actuator/deadletters", REPLAY)).startsWith("202");
            soon().until(() -> service.get("/actuator/deadletters")
                .contains("{\"done\":1,\"failed\":0,\"superseded\":1,\"unsure\":0}"));
            assertThat(this.database.rows("SELECT id, age FROM " + this.table + " ORDER BY age"))
                .containsExactly("1|22", "1|300");
        }
    }

    @Test
    void everyLetterIsInsertedOnceThoughTheServiceIsKilledAgainAndAgain() throws InterruptedException {
        try (DeadLetterTopic letters = new DeadLetterTopic(this.kafka.bootstrapServers(), this.topic.name(), 1,
                "sink-mysql-service")) {
            IntStream.range(0, 2_000).forEach(id -> letters.send(0, id, FINGERPRINT, key(id), row(id, 1)));
        }
        try (ServiceProcess service = ServiceProcess.of(Path.of("target", "sink-mysql-service-exec.jar"))
            .with("spring.kafka.bootstrap-servers", this.kafka.bootstrapServers())
            .with("spring.kafka.consumer.group-id", "sink-" + this.topic.name())
            .with("spring.datasource.url", this.database.url())
            .with("spring.datasource.username", this.mysql.username())
            .withEnvironment("SPRING_DATASOURCE_PASSWORD", this.mysql.password())
            .with("rowcast.topics", this.topic.name())
            .with("rowcast.mysql.mode", "insert")
            .with("rowcast.operator.token", "the-token")) {
            service.start().awaitReady(Duration.ofSeconds(120));
            soon().until(() -> post(service) == 202);
            for (int kill = 0; kill < 2; kill++) {
                int before = 1 + 600 * kill;
                soon().until(() -> rows() >= before);
                service.kill();
                service.start();
            }
            soon().until(() -> rows() >= 2_000);
            service.awaitReady(Duration.ofSeconds(120));
        }
        assertThat(this.database.value("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM " + this.table))
            .isEqualTo("2000|2000|0|1999");
    }

    private int rows() {
        return Integer.parseInt(this.database.value("SELECT count(*) FROM " + this.table));
    }

    private static int post(ServiceProcess service) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/actuator/deadletters"))
                    .header("Authorization", "Bearer the-token")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"replay\",\"force\":true}"))
                    .build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        }
    }

}
