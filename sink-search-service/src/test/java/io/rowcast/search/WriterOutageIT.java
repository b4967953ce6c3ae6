package io.rowcast.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.WriteResult;
import io.rowcast.testkit.ElasticsearchServer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** With servers of its own, which are killed, frozen, and given small limits. */
class WriterOutageIT {

    private final Records users = new Records("P_users",
            SchemaBuilder.struct()
                .field("index", Schema.INT64_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .build(),
            "00000000000000aa");

    @Test
    void aServerThatIsAwayOrDoesNotAnswerIsTransient() {
        try (ElasticsearchServer server = ElasticsearchServer.temporary()) {
            server.start();
            try (WriterAlone sink = new WriterAlone(server, "--spring.elasticsearch.socket-timeout=5s")) {
                sink.write(row(1, "one"));
                server.pause();
                assertFails(sink, "no answer from Elasticsearch in time");
                server.resume();
                sink.writer().check();
                server.kill();
                assertFails(sink, "no connection to Elasticsearch");
                server.restart();
                sink.writer().check();
                assertThat(sink.write(row(2, "two"))).isEqualTo(WriteResult.written());
            }
            assertThat(new IndexReader(server).count("users")).isEqualTo(2);
        }
    }

    @Test
    void aRequestThatIsTooLargeIsHalvedDownToTheRecord(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/elasticsearch.yml"), "http.max_content_length: 64kb\n");
        try (ElasticsearchServer server = ElasticsearchServer.in(folder)) {
            server.start();
            try (WriterAlone sink = new WriterAlone(server)) {
                TopicRecord tooLarge = row(0, "x".repeat(70_000));
                TopicRecord[] batch = new TopicRecord[101];
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = (i == 50) ? tooLarge : row(i + 1, "y".repeat(3_000));
                }
                List<Rejection> rejections = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    // The connection broke before the answer came.
                    .ignoreException(TransientSinkException.class)
                    .until(() -> sink.write(batch).rejections(), found -> !found.isEmpty());
                assertThat(rejections).singleElement().extracting(Rejection::record).isSameAs(tooLarge);
                assertThat(new IndexReader(server).count("users")).isEqualTo(100);
            }
        }
    }

    private void assertFails(WriterAlone sink, String reason) {
        assertThatExceptionOfType(TransientSinkException.class).isThrownBy(() -> sink.write(row(2, "two")))
            .withMessageContaining(reason);
        assertThatExceptionOfType(TransientSinkException.class).isThrownBy(() -> sink.writer().check())
            .withMessageContaining(reason);
    }

    private TopicRecord row(long key, String name) {
        return this.users.row("{\"index\":" + key + "}", "{\"index\":" + key + ",\"name\":\"" + name + "\"}");
    }

}
