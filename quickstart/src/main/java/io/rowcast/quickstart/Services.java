package io.rowcast.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.rowcast.testkit.ServiceProcess;

/**
 * The four services.
 *
 * @param ingest PostgreSQL to Kafka
 * @param mysql Kafka to MySQL
 * @param s3 Kafka to S3
 * @param search Kafka to Elasticsearch
 */
public record Services(ServiceProcess ingest, ServiceProcess mysql, ServiceProcess s3, ServiceProcess search) {

    /** None of them runs yet. */
    Services(Path modules, Optional<Path> logs) {
        this(service(modules, logs, "ingest-service"), service(modules, logs, "sink-mysql-service"),
                service(modules, logs, "sink-s3-service"), service(modules, logs, "sink-search-service"));
    }

    private static ServiceProcess service(Path modules, Optional<Path> logs, String name) {
        Path jar = modules.resolve(name).resolve("target").resolve(name + "-exec.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " does not exist: build the project first");
        }
        ServiceProcess service = ServiceProcess.of(jar).withHeapMegabytes(256);
        logs.ifPresent(folder -> service.withLog(folder.resolve(name + ".log")));
        return service;
    }

    public List<ServiceProcess> all() {
        return List.of(this.ingest, this.mysql, this.s3, this.search);
    }

    /** Returns the three that write. */
    public List<ServiceProcess> sinks() {
        return List.of(this.mysql, this.s3, this.search);
    }

}
