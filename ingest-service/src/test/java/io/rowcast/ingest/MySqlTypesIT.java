package io.rowcast.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.rowcast.record.RowJson;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each type of MySQL in the topic, value by value. */
@ExtendWith(Servers.class)
class MySqlTypesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final List<GoldenMySqlTypes.Type> TYPES = GoldenMySqlTypes.TYPES;

    private static final int ROWS = 1 + TYPES.stream().mapToInt(type -> type.values().size()).max().orElseThrow();

    /** What is set here holds for all sessions, so it is not the server of others. */
    private static final MySqlServer SERVER = MySqlServer.temporary();

    private final TimeZone zone = TimeZone.getDefault();

    private final RowJson json = new RowJson();

    private final MySqlSource source;

    private final KafkaServer kafka;

    MySqlTypesIT(KafkaServer kafka) {
        this.source = MySqlSource.create(SERVER);
        this.kafka = kafka;
    }

    @BeforeAll
    static void startServer() {
        SERVER.start();
    }

    @AfterAll
    static void closeServer() {
        SERVER.close();
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(this.zone);
    }

    private void createTable(String serverZone) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl(this.source.database()),
                SERVER.username(), SERVER.password()); Statement statement = connection.createStatement()) {
            // What a server may have set must not make a difference.
            statement.execute("SET GLOBAL time_zone = '" + serverZone + "'");
            statement.execute("SET GLOBAL sql_mode = 'PAD_CHAR_TO_FULL_LENGTH,ANSI_QUOTES,PIPES_AS_CONCAT,"
                    + "TRADITIONAL,TIME_TRUNCATE_FRACTIONAL'");
            statement.execute("SET GLOBAL optimizer_switch = 'derived_merge=off'");
            statement.execute("SET SESSION time_zone = '+00:00', sql_mode = ''");
            statement.execute("CREATE TABLE golden (id int PRIMARY KEY, " + IntStream.range(0, TYPES.size())
                .mapToObj(i -> column(i) + " " + TYPES.get(i).declaration())
                .collect(Collectors.joining(", ")) + ") CHARACTER SET utf8mb4");
            for (int row = -1; row < ROWS - 1; row++) {
                int each = row;
                statement.execute("INSERT INTO golden (id, "
                        + IntStream.range(0, TYPES.size())
                            .mapToObj(MySqlTypesIT::column)
                            .collect(Collectors.joining(", "))
                        + ") VALUES (" + (row + 2) + ", "
                        + TYPES.stream().map(type -> type.sql(each)).collect(Collectors.joining(", ")) + ")");
            }
        }
    }

    private static String column(int type) {
        return "c" + type + "_";
    }

    @ParameterizedTest
    @CsvSource({ "UTC, SYSTEM", "America/St_Johns, +05:30", "Asia/Kathmandu, -08:00" })
    void everyValueArrivesAsItIs(String zone, String serverZone) throws SQLException {
        createTable(serverZone);
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka,
                List.of("rowcast.tables[0].name=golden", "rowcast.tables[0].incrementing-column=id",
                        "rowcast.tables[0].poll-interval=50ms", "rowcast.tables[0].on-unmapped-column=text"));
                PublishedTopic topic = new PublishedTopic(this.kafka, this.source.prefix() + "golden");
                PublishedSchemas schemas = new PublishedSchemas(this.kafka)) {
            await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(topic.records()).hasSize(ROWS));
            List<String> rows = topic.records().stream().map(ConsumerRecord::value).toList();
            SoftAssertions.assertSoftly(softly -> {
                for (int i = 0; i < TYPES.size(); i++) {
                    GoldenMySqlTypes.Type type = TYPES.get(i);
                    softly.assertThat(values(rows, i))
                        .as(type.declaration())
                        .isEqualTo(IntStream.range(-1, ROWS - 1).mapToObj(type::json).toList());
                }
            });
            for (ConsumerRecord<String, String> each : topic.records()) {
                Struct row = this.json.decode(schemas.of(each), each.value().getBytes(StandardCharsets.UTF_8));
                assertThat(new String(this.json.encode(row), StandardCharsets.UTF_8)).isEqualTo(each.value());
            }
            assertThat(ingest.metric("rowcast.records.dead.lettered", this.source.name("golden"))).isZero();
        }
    }

    /** Returns the JSON of a column as it stands in the rows. */
    private static List<String> values(List<String> rows, int type) {
        String from = "\"" + column(type) + "\":";
        String next = ",\"" + column(type + 1) + "\":";
        return rows.stream().map(row -> {
            int end = row.indexOf(next);
            return row.substring(row.indexOf(from) + from.length(), (end < 0) ? row.length() - 1 : end);
        }).toList();
    }

}
