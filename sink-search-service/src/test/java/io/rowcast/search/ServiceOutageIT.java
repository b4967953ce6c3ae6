package io.rowcast.search;

import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.rowcast.search.RunningService.await;
import static io.rowcast.search.RunningService.row;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole service, while its Elasticsearch comes and goes. */
@ExtendWith(Servers.class)
class ServiceOutageIT {

    @Test
    void nothingIsLostOrDoubledWhileElasticsearchComesLateAndIsKilled(KafkaServer kafka) {
        try (ElasticsearchServer server = ElasticsearchServer.temporary()) {
            server.start();
            server.kill();
            try (RunningService service = new RunningService(kafka, server)) {
                service.start();
                service.send(1, 500);
                await(() -> service.readiness().contains("no connection to Elasticsearch"));
                assertThat(service.readiness()).contains("\"status\":\"DOWN\"");
                server.restart();
                IndexReader reader = new IndexReader(server);
                await(() -> reader.count(service.index()) == 500);
                await(() -> service.readiness().contains("\"status\":\"UP\""));
                server.kill();
                service.send(501, 2_000);
                service.delete(1);
                await(() -> service.readiness().contains("no connection to Elasticsearch"));
                server.restart();
                await(() -> reader.count(service.index()) == 1_999);
                await(() -> service.readiness().contains("\"status\":\"UP\""));
                assertThat(reader.document(service.index(), "1")).isNull();
                assertThat(reader.document(service.index(), "2000")).isEqualTo(row(2_000));
            }
        }
    }

}
