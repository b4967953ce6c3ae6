package io.rowcast.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(Servers.class)
class WideRowsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /**
     * 400 MB of rows, more than the heap, after many narrow ones have made large fetches
     * pay.
     */
    @Test
    void rowsThatSuddenlyBecomeWideFitTheHeap(PostgresServer postgres, KafkaServer kafka) {
        Source source = Source.create(postgres);
        source.execute("CREATE TABLE pages (id bigserial PRIMARY KEY, body text);"
                + "INSERT INTO pages (body) SELECT 'narrow' FROM generate_series(1, 20000);"
                + "INSERT INTO pages (body) SELECT repeat('wide', 250000) FROM generate_series(1, 400)");
        try (ServiceProcess ingest = IngestProcess
            .of(source, kafka, Map.of("rowcast.tables[0].name", "pages", "rowcast.tables[0].incrementing-column", "id"))
            .start(); PublishedTopic topic = new PublishedTopic(kafka, RunningIngest.prefix(source) + "pages")) {
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> topic.records().size() >= 20_400);
            assertThat(topic.sequences()).containsExactlyElementsOf(LongStream.rangeClosed(1, 20_400).boxed().toList());
            assertThat(ingest.log()).content().contains("rows have become wide").doesNotContain("OutOfMemoryError");
        }
    }

}
