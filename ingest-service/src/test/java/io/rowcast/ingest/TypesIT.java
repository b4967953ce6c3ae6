package io.rowcast.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
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

    private final TimeZone zone = TimeZone.getDefault();

    private final Source source;

    private final KafkaServer kafka;

    TypesIT(PostgresServer postgres, KafkaServer kafka) {
        this.source = Source.create(postgres);
        this.kafka = kafka;
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(this.zone);
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTC", "America/St_Johns", "Asia/Kathmandu" })
    void everyValueArrivesAsItIs(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        GoldenTypes.TYPES.forEach(type -> this.source.execute(type.createTable()));
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < GoldenTypes.TYPES.size(); i++) {
            settings.add("rowcast.tables[" + i + "].name=" + GoldenTypes.TYPES.get(i).table());
            settings.add("rowcast.tables[" + i + "].incrementing-column=id");
            settings.add("rowcast.tables[" + i + "].poll-interval=50ms");
        }
        try (RunningIngest ingest = RunningIngest.start(this.source, this.kafka, settings.toArray(String[]::new))) {
            for (GoldenTypes.Type type : GoldenTypes.TYPES) {
                assertThat(values(type)).as(type.declaration()).isEqualTo(type.json());
            }
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(ingest.statuses()).hasSize(GoldenTypes.TYPES.size())
                    .allMatch(status -> status.state().isHealthy()));
            assertThat(ingest.metric("rowcast.records.dead.lettered", "public.t_numeric_6_2_")).isEqualTo(1);
        }
    }

    private List<String> values(GoldenTypes.Type type) {
        try (PublishedTopic topic = new PublishedTopic(this.kafka, RunningIngest.prefix(this.source) + type.table())) {
            await(type.declaration()).atMost(TIMEOUT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(topic.records()).hasSize(type.json().size()));
            return topic.records().stream().map(ConsumerRecord::value).map(TypesIT::value).toList();
        }
    }

    private static String value(String row) {
        return row.substring(row.indexOf("\"v\":") + 4, row.length() - 1);
    }

}
