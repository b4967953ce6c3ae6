package io.rowcast.mysql;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
    void aRowThatMySqlRefusesGoesToTheDeadLettersAlone(MySqlServer mysql) {
        Database database = new Database(mysql);
        database.execute("CREATE TABLE " + this.table + " (id BIGINT PRIMARY KEY, name VARCHAR(100), age TINYINT)");
        IntStream.range(0, 3_000).forEach(id -> send(id, "Person " + id, (id == 1_500) ? 300 : id % 100));
        this.topic.await();
        try (Service service = start(mysql, database.url())) {
            awaitRows(database, 2_999);
            assertThat(database.rows("SELECT id FROM " + this.table + " WHERE id = 1500")).isEmpty();
            List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(1);
            assertThat(letters).hasSize(1);
            assertThat(letters.getFirst().key()).asString().isEqualTo(key(1_500));
            assertThat(letters.getFirst().value()).asString()
                .isEqualTo("{\"id\":1500,\"name\":\"Person 1500\",\"age\":300}");
            assertThat(header(letters.getFirst(), "rowcast.error.message")).contains("1264").contains("column age");
            assertThat(header(letters.getFirst(), "rowcast.schema")).isEqualTo("00000000000000aa");
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            assertThat(service.metrics()).contains("rowcast_records_consumed_total", "rowcast_records_written_total",
                    "rowcast_records_dead_lettered_total", "rowcast_lag_records", "rowcast_lag_seconds",
                    "rowcast_batch_size_count", "rowcast_batch_size_sum", "rowcast_batch_size_max",
                    "rowcast_write_seconds_bucket", "rowcast_end_to_end_seconds_bucket");
        }
    }

    @Test
    void aRowThatCannotBeDecodedGoesToTheDeadLettersAlone(MySqlServer mysql) {
        Database database = new Database(mysql);
        send(0, 3);
        this.topic.send(0, key(3), "{\"id\":\"three\"}");
        this.topic.sendForeign(1, key(4).getBytes(StandardCharsets.UTF_8), new byte[] { 1, 2, 3 });
        send(5, 8);
        try (Service service = start(mysql, database.url())) {
            awaitRows(database, 6);
            assertThat(deadLetters(2)).extracting(letter -> header(letter, "rowcast.error.stage"))
                .containsOnly("decode");
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenMySqlIsKilled() {
        try (MySqlServer mysql = MySqlServer.temporary()) {
            mysql.start();
            Database database = new Database(mysql);
            send(0, 2_000);
            try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert",
                    "--spring.kafka.consumer.max-poll-records=50")) {
                for (int round = 1; round <= 3; round++) {
                    int before = 2_000 * round - 1_500;
                    soon().untilAsserted(
                            () -> assertThat(Integer.parseInt(database.value("SELECT count(*) FROM " + this.table)))
                                .isGreaterThan(before));
                    mysql.kill();
                    send(2_000 * round, 2_000 * round + 2_000);
                    soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("503"));
                    mysql.restart();
                }
                awaitRows(database, 8_000);
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            }
            assertEachOnce(database, 8_000);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheServiceIsRestarted(MySqlServer mysql) {
        Database database = new Database(mysql);
        for (int round = 0; round < 3; round++) {
            int before = 2_000 * round;
            send(before, before + 2_000);
            try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert",
                    "--spring.kafka.consumer.max-poll-records=50")) {
                soon().untilAsserted(
                        () -> assertThat(Integer.parseInt(database.value("SELECT count(*) FROM " + this.table)))
                            .isGreaterThan(before + 100));
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            }
        }
        try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert")) {
            awaitRows(database, 6_000);
            soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
        }
        assertEachOnce(database, 6_000);
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
    void theServiceStartsWhileMySqlIsAway() {
        try (MySqlServer mysql = MySqlServer.temporary()) {
            mysql.start();
            Database database = new Database(mysql);
            mysql.stop();
            send(0, 100);
            try (Service service = start(mysql, database.url())) {
                soon().untilAsserted(
                        () -> assertThat(service.readiness()).startsWith("503").contains("Connection refused"));
                mysql.start();
                awaitRows(database, 100);
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsToldAndOutlived() {
        try (MySqlServer mysql = MySqlServer.temporary()) {
            mysql.start();
            Database database = new Database(mysql);
            send(0, 100);
            try (Service service = start(mysql, database.url(), "--rowcast.mysql.mode=insert",
                    "--spring.datasource.hikari.data-source-properties.socketTimeout=3000")) {
                awaitRows(database, 100);
                mysql.pause();
                send(100, 200);
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("503"));
                mysql.resume();
                awaitRows(database, 200);
                assertThat(service.metrics()).contains("rowcast_retries_total");
                soon().untilAsserted(() -> assertThat(service.readiness()).startsWith("200"));
            }
            assertEachOnce(database, 200);
        }
    }

    @Test
    void aWrongModeStopsTheStartWithOneLine(MySqlServer mysql, CapturedOutput output) {
        Database database = new Database(mysql);
        assertThatThrownBy(() -> start(mysql, database.url(), "--rowcast.mysql.mode=upsrt"));
        assertThat(output).contains("rowcast.mysql.mode: 'upsrt' is none of insert, upsert");
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", this.kafka.bootstrapServers(), "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, 3)
                .mapToObj(partition -> new TopicPartition(this.topic.name() + ".sink-mysql-service.dlq", partition))
                .toList());
            soon().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

}
