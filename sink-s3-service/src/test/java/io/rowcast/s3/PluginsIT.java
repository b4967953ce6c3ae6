package io.rowcast.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

import com.example.plugin.Redact;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.S3Server;
import io.rowcast.testkit.ServiceProcess;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The executable jar takes more jars from a folder. */
@ExtendWith(Servers.class)
class PluginsIT {

    private static final Path SERVICE = Path.of("target/sink-s3-service-exec.jar");

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private static void jar(Path file, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                InputStream content = type.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
        }
    }

    @Test
    void aTransformationFromAJarInTheFolderIsApplied(KafkaServer kafka, S3Server s3, @TempDir Path plugins)
            throws IOException {
        jar(plugins.resolve("redact.jar"), Redact.class);
        String topicName = "P_people_" + UUID.randomUUID();
        try (Bucket bucket = new Bucket(s3);
                RowTopic topic = new RowTopic(kafka.bootstrapServers(), topicName, 1);
                ServiceProcess service = ServiceProcess.of(SERVICE)
                    .withEnvironment("LOADER_PATH", plugins.toString())
                    .with("spring.kafka.bootstrap-servers", kafka.bootstrapServers())
                    .with("spring.kafka.consumer.group-id", topicName)
                    .with("rowcast.topics", topicName)
                    .with("rowcast.s3.bucket", bucket.name())
                    .with("rowcast.s3.endpoint", s3.endpoint().toString())
                    .with("rowcast.s3.path-style", "true")
                    .with("rowcast.s3.access-key", s3.accessKey())
                    .with("rowcast.s3.secret-key", s3.secretKey())
                    .with("rowcast.s3.rotate.interval", "500ms")
                    .with("rowcast.transforms[0].type", Redact.class.getName())
                    .with("rowcast.transforms[0].properties.field", "ssn")
                    .start()) {
            topic.sendForeign(0, null, "{\"id\":1,\"ssn\":\"078-05-1120\"}".getBytes(StandardCharsets.UTF_8));
            topic.await();
            service.awaitReady(TIMEOUT);
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(bucket.lines()).containsExactly("{\"id\":1,\"ssn\":\"redacted\"}"));
        }
    }

    @Test
    void theFolderIsPluginsUnlessTheEnvironmentNamesAnother() throws IOException {
        try (JarFile jar = new JarFile(SERVICE.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Loader-Path")).isEqualTo("/plugins");
        }
    }

}
