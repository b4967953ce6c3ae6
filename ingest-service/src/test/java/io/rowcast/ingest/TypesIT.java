package io.rowcast.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.rowcast.ingest.source.postgres.PostgresSession;
import io.rowcast.record.RowJson;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each type's values in the topic, compared with what PostgreSQL itself makes of them.
 */
@ExtendWith(Servers.class)
class TypesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int ROWS = 1
            + GoldenTypes.TYPES.stream().mapToInt(type -> type.values().size()).max().orElseThrow();

    private final TimeZone zone = TimeZone.getDefault();

    private final RowJson json = new RowJson();

    private final Source source;

    private final KafkaServer kafka;

    private List<GoldenTypes.Type> types = GoldenTypes.TYPES;

    TypesIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.kafka = kafka;
    }

    @BeforeEach
    void createTable() {
        if (Integer.parseInt(this.source.query("SHOW server_version_num").getFirst().getFirst()) < 180000) {
            this.types = this.types.stream().filter(type -> !type.declaration().endsWith("VIRTUAL")).toList();
        }
        this.source.execute(GoldenTypes.SETUP);
        this.source.execute("CREATE TABLE golden (id int PRIMARY KEY, " + IntStream.range(0, this.types.size())
            .mapToObj(i -> column(i) + " " + this.types.get(i).declaration())
            .collect(Collectors.joining(", ")) + ")");
        // What a database or a role may have set must not make a difference.
        for (String setting : List.of("IntervalStyle = 'sql_standard'", "bytea_output = 'escape'",
                "DateStyle = 'SQL, DMY'", "extra_float_digits = -5")) {
            this.source.execute("ALTER DATABASE " + this.source.database() + " SET " + setting);
        }
        for (int row = -1; row < ROWS - 1; row++) {
            insert(row);
        }
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(this.zone);
    }

    private static String column(int type) {
        return "c" + type + "_";
    }

    private void insert(int row) {
        List<String> columns = new ArrayList<>(List.of("id"));
        List<String> values = new ArrayList<>(List.of(String.valueOf(row + 2)));
        for (int i = 0; i < this.types.size(); i++) {
            if (!this.types.get(i).isFilled()) {
                columns.add(column(i));
                values.add(this.types.get(i).sql(row));
            }
        }
        this.source.execute(
                "INSERT INTO golden (" + String.join(", ", columns) + ") VALUES (" + String.join(", ", values) + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTC", "America/St_Johns", "Asia/Kathmandu" })
    void everyValueArrivesAsItIs(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        String prefix = RunningIngest.prefix(this.source);
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, "rowcast.tables[0].name=golden",
                "rowcast.tables[0].incrementing-column=id", "rowcast.tables[0].poll-interval=50ms");
                PublishedTopic topic = new PublishedTopic(this.kafka, prefix + "golden");
                PublishedSchemas schemas = new PublishedSchemas(this.kafka)) {
            await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(topic.records()).hasSize(ROWS));
            List<String> rows = topic.records().stream().map(ConsumerRecord::value).toList();
            List<List<String>> expected = expected();
            SoftAssertions.assertSoftly(softly -> {
                for (int i = 0; i < this.types.size(); i++) {
                    int type = i;
                    softly.assertThat(values(rows, i))
                        .as(this.types.get(i).declaration())
                        .isEqualTo(expected.stream().map(row -> row.get(type)).toList());
                }
            });
            for (ConsumerRecord<String, String> each : topic.records()) {
                Struct row = this.json.decode(schemas.of(each), each.value().getBytes(StandardCharsets.UTF_8));
                assertThat(new String(this.json.encode(row), StandardCharsets.UTF_8)).isEqualTo(each.value());
            }
            assertThatTheJsonValueNullIsNotMissing(schemas, topic.records());
            assertThat(ingest.metric("rowcast.records.dead.lettered", "public.golden")).isZero();
        }
    }

    /** Returns the JSON of a column as it stands in the rows. */
    private List<String> values(List<String> rows, int type) {
        String from = "\"" + column(type) + "\":";
        String next = ",\"" + column(type + 1) + "\":";
        return rows.stream().map(row -> {
            int end = row.indexOf(next);
            return row.substring(row.indexOf(from) + from.length(), (end < 0) ? row.length() - 1 : end);
        }).toList();
    }

    /** Returns what PostgreSQL makes of the values, row by row. */
    private List<List<String>> expected() {
        List<List<String>> expected = new ArrayList<>();
        try (Connection connection = this.source.connect(); Statement statement = connection.createStatement()) {
            statement.execute(PostgresSession.SETTINGS);
            for (int row = -1; row < ROWS - 1; row++) {
                List<String> expressions = new ArrayList<>();
                for (int i = 0; i < this.types.size(); i++) {
                    expressions.add(this.types.get(i).json(row, column(i)));
                }
                try (ResultSet result = statement.executeQuery(
                        "SELECT " + String.join(", ", expressions) + " FROM golden WHERE id = " + (row + 2))) {
                    result.next();
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= expressions.size(); i++) {
                        values.add(result.getString(i));
                    }
                    expected.add(values);
                }
            }
            return expected;
        }
        catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void assertThatTheJsonValueNullIsNotMissing(PublishedSchemas schemas,
            List<ConsumerRecord<String, String>> records) {
        int jsonb = this.types.stream().map(GoldenTypes.Type::declaration).toList().indexOf("jsonb");
        assertThat(records.stream()
            .map(each -> this.json.decode(schemas.of(each), each.value().getBytes(StandardCharsets.UTF_8))
                .getString(column(jsonb))))
            .startsWith(null, "{\"a\": 1, \"b\": 1.10}", "12", "null", "\"null\"")
            .endsWith((String) null);
    }

}
