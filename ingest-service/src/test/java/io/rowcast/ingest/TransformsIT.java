package io.rowcast.ingest;

import java.time.Duration;
import java.util.List;

import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(Servers.class)
class TransformsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String[] SETTINGS = { "rowcast.tables[0].name=people",
            "rowcast.tables[0].incrementing-column=id", "rowcast.tables[0].poll-interval=50ms",
            "rowcast.tables[0].page-size=2", "rowcast.transforms[0].type=io.rowcast.ingest.Picky",
            "rowcast.transforms[1].type=MaskField$Value", "rowcast.transforms[1].properties.fields=ssn",
            "rowcast.transforms[2].type=ReplaceField$Value", "rowcast.transforms[2].properties.renames=name:full_name",
            "rowcast.transforms[3].type=RegexRouter", "rowcast.transforms[3].properties.regex=(.*)people",
            "rowcast.transforms[3].properties.replacement=$1persons" };

    @Test
    void rowsAreMaskedRenamedRoutedDroppedAndRejectedBeforeAnythingReachesKafka(PostgresServer postgres,
            KafkaServer kafka) {
        Source source = Source.create(postgres);
        source.execute("CREATE TABLE people (id bigserial PRIMARY KEY, name text, ssn text)");
        source.execute("INSERT INTO people SELECT i, 'name ' || i, 'secret' FROM generate_series(1, 13) AS i");
        String prefix = RunningIngest.prefix(source);
        try (PublishedTopic persons = new PublishedTopic(kafka, prefix + "persons");
                PublishedTopic letters = new PublishedTopic(kafka, prefix + "people.ingest.dlq");
                PublishedTopic schemas = new PublishedTopic(kafka, "rowcast.schemas")) {
            try (RunningIngest ingest = RunningIngest.start(source, kafka, SETTINGS)) {
                await().atMost(TIMEOUT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(persons.records()).extracting(ConsumerRecord::value)
                        .containsExactlyElementsOf(List.of(1, 3, 7, 9, 11, 13)
                            .stream()
                            .map(id -> "{\"id\":" + id + ",\"full_name\":\"name " + id + "\",\"ssn\":\"\"}")
                            .toList()));
                assertThat(persons.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
                await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> assertThat(ingest.metric("rowcast.rows.filtered", "public.people")).isEqualTo(5));
                assertThat(ingest.metric("rowcast.rows.published", "public.people")).isEqualTo(6);
                assertThat(ingest.metric("rowcast.records.dead.lettered", "public.people")).isEqualTo(2);
                assertThat(ingest.isReady()).isTrue();
            }
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(letters.records()).hasSize(2));
            assertThat(letters.records()).allSatisfy(letter -> {
                assertThat(letter.key()).isNull();
                assertThat(letter.value()).contains("rowcast.transforms[0] io.rowcast.ingest.Picky failed with")
                    .doesNotContain("secret", "name 5", "name 10");
            });
            String fingerprint = PublishedTopic.header(persons.records().getFirst(), RecordHeaders.SCHEMA);
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(schemas.records()).filteredOn(each -> each.key().equals(fingerprint))
                    .hasSize(1)
                    .allSatisfy(schema -> assertThat(schema.value()).contains("full_name")));
            source.execute("INSERT INTO people SELECT i, 'name ' || i, 'secret' FROM generate_series(14, 17) AS i");
            try (RunningIngest again = RunningIngest.start(source, kafka, SETTINGS)) {
                await().atMost(TIMEOUT).untilAsserted(() -> assertThat(persons.records()).hasSize(7));
                assertThat(persons.records().getLast().value()).contains("name 17");
                assertThat(again.metric("rowcast.rows.read", "public.people")).isEqualTo(4);
            }
        }
    }

}
