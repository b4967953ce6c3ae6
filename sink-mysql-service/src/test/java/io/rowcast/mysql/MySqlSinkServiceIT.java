package io.rowcast.mysql;

import java.time.Duration;
import java.util.stream.IntStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From the topic to the table, through the whole service. */
@ExtendWith({ Servers.class, OutputCaptureExtension.class })
class MySqlSinkServiceIT {

    private static final String SCHEMA = RowTopic.struct(RowTopic.field("id", "int64", null, false),
            RowTopic.field("name", "string", null, true), RowTopic.field("age", "int32", null, true));

    private final KafkaServer kafka;

    private final RowTopic topic;

    private final String table;

    MySqlSinkServiceIT(KafkaServer kafka, TestInfo test) {
        this.kafka = kafka;
        this.table = test.getTestMethod().orElseThrow().getName();
        this.topic = new RowTopic(kafka.bootstrapServers(), "P_" + this.table, 3);
        this.topic.schema("00000000000000aa", SCHEMA);
    }

    @AfterEach
    void close() {
        this.topic.close();
    }

    private static String key(int id) {
        return "{\"id\":" + id + "}";
    }

    private void send(int id, String name, int age) {
        this.topic.send(id % 3, key(id), "{\"id\":" + id + ",\"name\":\"" + name + "\",\"age\":" + age + "}");
    }

    private void send(int first, int end) {
        IntStream.range(first, end).forEach(id -> send(id, "Person " + id, id % 100));
        this.topic.await();
    }

    private Service start(MySqlServer mysql, String url, String... arguments) {
        return Service.start(this.kafka, mysql, url, this.topic, arguments);
    }

    private static ConditionFactory soon() {
        return Awaitility.await()
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofMillis(100))
            .ignoreExceptions();
    }

    private void awaitRows(Database database, int count) {
        soon().untilAsserted(() -> assertThat(database.value("SELECT count(*) FROM " + this.table))
            .isEqualTo(Integer.toString(count)));
    }

    /** Every row once, each with its own values. */
    private void assertEachOnce(Database database, int count) {
        assertThat(database.value("SELECT count(*), count(DISTINCT id), min(id), max(id), "
                + "sum(name = concat('Person ', id) AND age = id % 100) FROM " + this.table))
            .isEqualTo(count + "|" + count + "|0|" + (count - 1) + "|" + count);
    }

    @Test
    void rowsAreUpsertedAndDeleted(MySqlServer mysql) {
        Database database = new Database(mysql);
        send(0, 300);
        try (Service service = start(mysql, database.url())) {
            awaitRows(database, 300);
            send(7, "Somebody else", 7);
            this.topic.send(8 % 3, key(8), null);
            this.topic.await();
            awaitRows(database, 299);
            soon().untilAsserted(() -> assertThat(database.rows("SELECT name FROM " + this.table + " WHERE id = 7"))
                .containsExactly("Somebody else"));
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
        }
    }

    @Test
    void aResetMovesThePositionThatMySqlKeepsOnce(MySqlServer mysql) {
        Database database = new Database(mysql);
        send(0, 30);
        try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert")) {
            awaitRows(database, 30);
            soon().untilAsserted(() -> assertThat(service.post("/actuator/pipeline/" + this.topic.name() + "-0",
                    "{\"action\":\"reset\",\"position\":4}"))
                .startsWith("20"));
            awaitRows(database, 36);
        }
        send(30, 60);
        try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert")) {
            awaitRows(database, 66);
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
        }
        assertThat(database.rows("SELECT id FROM " + this.table + " GROUP BY id HAVING count(*) = 2 ORDER BY id"))
            .containsExactly("12", "15", "18", "21", "24", "27");
    }

    @Test
    void aServerThatComesLateOrDoesNotAnswerIsToldAndOutlived() {
        try (MySqlServer mysql = MySqlServer.temporary()) {
            mysql.start();
            Database database = new Database(mysql);
            mysql.stop();
            send(0, 100);
            try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert",
                    "--spring.datasource.hikari.data-source-properties.socketTimeout=3000")) {
                soon().untilAsserted(
                        () -> assertThat(service.readiness()).startsWith("503").contains("Connection refused"));
                mysql.start();
                awaitRows(database, 100);
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
                mysql.pause();
                send(100, 200);
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("503"));
                assertThat(service.get("/actuator/health/liveness")).startsWith("200");
                mysql.resume();
                awaitRows(database, 200);
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            }
            assertEachOnce(database, 200);
        }
    }

    @Test
    void aRevokedRightAndADroppedTableAreToldAndOutlived(MySqlServer mysql) {
        Database database = new Database(mysql);
        String user = "user_" + database.name();
        String create = "CREATE TABLE " + this.table + " (id BIGINT PRIMARY KEY, name TEXT, age INT)";
        database.execute(create);
        database.execute("CREATE USER " + user + " IDENTIFIED BY 'secret'");
        database.execute("GRANT ALL ON " + database.name() + ".* TO " + user);
        try (Service service = start(mysql, database.url(), "--rowcast.mysql.auto-create=false",
                "--spring.datasource.username=" + user, "--spring.datasource.password=secret")) {
            send(0, 10);
            awaitRows(database, 10);
            database.execute("REVOKE INSERT ON " + database.name() + ".* FROM " + user);
            endSessions(database, user);
            send(10, 20);
            awaitDown(service, "command denied to user");
            database.execute("GRANT INSERT ON " + database.name() + ".* TO " + user);
            endSessions(database, user);
            awaitRows(database, 20);
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            database.execute("DROP TABLE " + this.table);
            send(20, 30);
            awaitDown(service, "table " + this.table + " does not exist");
            database.execute(create);
            awaitRows(database, 10);
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
        }
    }

    /** Rights to a database are looked at when a session begins. */
    private static void endSessions(Database database, String user) {
        database.rows("SELECT id FROM information_schema.processlist WHERE user = '" + user + "'")
            .forEach(session -> database.execute("KILL " + session));
    }

    private static void awaitDown(Service service, String reason) {
        soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("503").contains(reason));
        assertThat(service.get("/actuator/health/liveness")).startsWith("200");
    }

    @Test
    void aWrongModeStopsTheStartWithOneLine(MySqlServer mysql, CapturedOutput output) {
        Database database = new Database(mysql);
        assertThatThrownBy(() -> start(mysql, database.url(), "--rowcast.mysql.mode=upsrt"));
        assertThat(output).contains("rowcast.mysql.mode: 'upsrt' is none of insert, upsert");
    }

}
