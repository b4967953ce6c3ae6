package io.rowcast.testkit;

import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.testcontainers.containers.GenericContainer;

/**
 * Chooses how servers are run: as processes, or with {@code -Drowcast.servers=containers}
 * in containers.
 */
final class Launchers {

    private static final String PROPERTY = "rowcast.servers";

    private Launchers() {
    }

    static Launcher postgres(DataFolder folder) {
        return launcher("PostgreSQL", folder, PostgresProgram::new, ServerContainers::postgres);
    }

    static Launcher mysql(DataFolder folder) {
        return launcher("MySQL", folder, MySqlProgram::new, ServerContainers::mysql);
    }

    static Launcher kafka(DataFolder folder) {
        return launcher("Kafka", folder, KafkaProgram::new, ServerContainers::kafka);
    }

    static Launcher s3(DataFolder folder) {
        return launcher("S3", folder, S3Program::new, ServerContainers::s3);
    }

    static Launcher elasticsearch(DataFolder folder) {
        return launcher("Elasticsearch", folder, ElasticsearchProgram::new, ServerContainers::elasticsearch);
    }

    private static Launcher launcher(String name, DataFolder folder, Supplier<ServerProgram> program,
            IntFunction<GenericContainer<?>> container) {
        String servers = System.getProperty(PROPERTY, "processes");
        return switch (servers) {
            case "processes" -> new ProcessLauncher(name, folder, program.get());
            case "containers" -> new ContainerLauncher(name, folder, container);
            default ->
                throw new IllegalArgumentException(PROPERTY + ": '" + servers + "' is none of processes, containers");
        };
    }

}
