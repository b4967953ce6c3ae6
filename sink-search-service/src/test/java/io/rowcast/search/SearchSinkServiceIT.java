package io.rowcast.search;

import java.util.UUID;

import io.rowcast.testkit.DeadLetterTopic;
import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.rowcast.search.RunningService.await;
import static io.rowcast.search.RunningService.key;
import static io.rowcast.search.RunningService.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole service between Kafka and Elasticsearch. */
@ExtendWith(Servers.class)
class SearchSinkServiceIT {

    private final KafkaServer kafka;

    private final RunningService service;

    private final IndexReader reader;

    private final String index;

    SearchSinkServiceIT(KafkaServer kafka, ElasticsearchServer server) {
        this.kafka = kafka;
        this.service = new RunningService(kafka, server);
        this.reader = new IndexReader(server);
        this.index = this.service.index();
    }

    @AfterEach
    void close() {
        this.service.close();
    }

    @Test
    void rowsBecomeDocuments() {
        this.service.start();
        this.service.send(1, 3_000);
        await(() -> this.reader.count(this.index) == 3_000);
        assertThat(this.reader.document(this.index, "1234")).isEqualTo(row(1234));
        assertThat(this.reader.mapping(this.index).at("/properties/timestamp/type").asString()).isEqualTo("date");
        this.service.delete(1234);
        await(() -> this.reader.count(this.index) == 2_999);
        assertThat(this.service.readiness()).contains("\"status\":\"UP\"");
    }

    @Test
    void rowsFromTheBeginningAgainChangeNothing() {
        this.service.send(1, 100);
        this.service.delete(50);
        this.service.start();
        await(() -> this.reader.count(this.index) == 99);
        long version = this.reader.version(this.index, "100");
        this.service.start("--spring.application.name=another-group-" + UUID.randomUUID());
        this.service.send(101, 103);
        await(() -> this.reader.count(this.index) == 102);
        assertThat(this.reader.document(this.index, "50")).isNull();
        assertThat(this.reader.version(this.index, "100")).isEqualTo(version);
    }

    @Test
    void aReplayedRowTakesThePlaceOfNoNewerOneAndBringsNoDeletedOneBack() {
        String topic = this.service.topic().name();
        for (int id = 0; id < 3; id++) {
            this.service.topic().send(0, key(100 + id), row(100 + id));
        }
        this.service.topic().send(0, key(1), row(7).replace("\"index\":7", "\"index\":1"));
        this.service.topic().send(0, key(2), null);
        this.service.topic().await();
        try (DeadLetterTopic letters = new DeadLetterTopic(this.kafka.bootstrapServers(), topic, 3,
                "sink-search-service")) {
            for (int id = 0; id < 3; id++) {
                letters.send(0, id, RunningService.FINGERPRINT, key(id), row(id));
            }
        }
        this.service.start();
        await(() -> this.reader.count(this.index) == 4);
        await(() -> this.service.replay() == 202);
        await(() -> this.service.deadLetters().contains("{\"done\":1,\"failed\":0,\"superseded\":2,\"unsure\":0}"));
        await(() -> this.reader.count(this.index) == 5);
        assertThat(this.reader.document(this.index, "0")).isEqualTo(row(0));
        assertThat(this.reader.document(this.index, "1")).contains("person 7");
    }

    @Test
    void recordsOfOtherProgramsAreMappedByWhatTheyHold() {
        foreign("k1", "{\"n\":1.50,\"s\":\"x\",\"o\":{\"a\":[1]}}");
        this.service.topic().sendForeign(0, null, "{\"n\":2,\"t\":true}".getBytes(UTF_8));
        foreign(key(9), """
                {"schema":{"type":"struct","fields":[{"field":"index","type":"int32"}]},"payload":{"index":9}}""");
        this.service.topic().await();
        this.service.start();
        await(() -> this.reader.count(this.index) == 3);
        assertThat(this.reader.document(this.index, "k1")).isEqualTo("{\"n\":1.50,\"s\":\"x\",\"o\":{\"a\":[1]}}");
        assertThat(this.reader.document(this.index, "P_" + this.index + "-0-1")).isEqualTo("{\"n\":2,\"t\":true}");
        assertThat(this.reader.document(this.index, "9")).isEqualTo("{\"index\":9}");
        assertThat(this.reader.mapping(this.index).at("/properties/n/type").asString()).isEqualTo("double");
    }

    private void foreign(String key, String value) {
        this.service.topic().sendForeign(0, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

}
