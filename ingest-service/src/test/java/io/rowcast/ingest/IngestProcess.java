package io.rowcast.ingest;

import java.nio.file.Path;
import java.util.Map;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.ServiceProcess;

/** The service as it is deployed: a process of its own, which can be killed. */
final class IngestProcess {

    private IngestProcess() {
    }

    static ServiceProcess of(TestDatabase source, KafkaServer kafka, Map<String, String> settings) {
        return ServiceProcess.of(Path.of("target", "ingest-service-exec.jar"))
            .with("spring.kafka.bootstrap-servers", kafka.bootstrapServers())
            .with("spring.datasource.url", source.url())
            .with("spring.datasource.username", source.username())
            .withEnvironment("SPRING_DATASOURCE_PASSWORD", source.password())
            .with("rowcast.topic-prefix", source.prefix())
            .with(settings);
    }

}
