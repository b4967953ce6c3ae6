package io.rowcast.endtoend;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.rowcast.record.RecordHeaders;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.S3Server;
import io.rowcast.testkit.Servers;
import io.rowcast.testkit.ServiceProcess;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows travel as Avro, their schemas in Apicurio Registry. The converter is in a folder
 * of jars, as a user would put it there; its own class path has none of it.
 */
@ExtendWith(Servers.class)
class AvroRegistryIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();

    private static final Path PLUGINS = Path.of("target/avro-plugins").toAbsolutePath();

    private final String database = "avro" + UUID.randomUUID().toString().substring(0, 8);

    private final PostgresServer postgres;

    private final KafkaServer kafka;

    private final S3Server s3;

    AvroRegistryIT(PostgresServer postgres, KafkaServer kafka, S3Server s3) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.s3 = s3;
    }

    @Test
    void rowsTravelAsAvroAndArriveAsTheyWere() throws SQLException {
        createPeople();
        try (S3Client client = client();
                ServiceProcess registry = ServiceProcess.of(Path.of("target/registry/quarkus-run.jar"));
                ServiceProcess ingest = service("ingest-service");
                ServiceProcess sink = service("sink-s3-service")) {
            client.createBucket(create -> create.bucket(this.database));
            registry.withJvmOption("-Dquarkus.http.host=127.0.0.1")
                .withJvmOption("-Dquarkus.http.port=" + registry.port())
                .start();
            await().atMost(TIMEOUT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(registry.get("/apis/registry/v2/system/info")).contains("Apicurio"));
            ingest.with(avro(registry))
                .with("spring.datasource.url", this.postgres.jdbcUrl(this.database))
                .with("spring.datasource.username", this.postgres.username())
                .with("spring.datasource.password", this.postgres.password())
                .with("rowcast.tables[0].name", "people")
                .with("rowcast.tables[0].incrementing-column", "id")
                .start();
            sink.with(avro(registry))
                .with("spring.kafka.consumer.group-id", this.database)
                .with("rowcast.s3.bucket", this.database)
                .with("rowcast.s3.endpoint", this.s3.endpoint().toString())
                .with("rowcast.s3.path-style", "true")
                .with("rowcast.s3.access-key", this.s3.accessKey())
                .with("rowcast.s3.secret-key", this.s3.secretKey())
                .with("rowcast.s3.rotate.interval", "500ms")
                .start();
            await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(lines(client)).containsExactlyInAnyOrder(
                        "{\"id\":1,\"name\":\"Ann\",\"amount\":12.50,\"at\":\"2020-06-29T11:20:20.355755\",\"doc\":{\"a\": [1]}}",
                        "{\"id\":2,\"name\":null,\"amount\":null,\"at\":null,\"doc\":null}"));
            assertThat(registry.get("/apis/registry/v2/search/artifacts")).contains("people");
        }
        assertThat(records()).hasSize(2).allSatisfy(record -> {
            assertThat(record.value()[0]).as("magic byte").isZero();
            assertThat(record.headers().lastHeader(RecordHeaders.SCHEMA)).isNull();
            assertThat(RecordHeaders.sequence(record.headers())).isPositive();
        });
    }

    private void createPeople() throws SQLException {
        this.postgres.createDatabase(this.database);
        try (Connection connection = DriverManager.getConnection(this.postgres.jdbcUrl(this.database),
                this.postgres.username(), this.postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (id bigint PRIMARY KEY, name varchar(40), amount numeric(10,2), "
                    + "at timestamp, doc json)");
            statement.execute("INSERT INTO people VALUES (1, 'Ann', 12.50, '2020-06-29 11:20:20.355755', "
                    + "'{\"a\": [1]}'), (2, NULL, NULL, NULL, NULL)");
        }
    }

    private ServiceProcess service(String module) {
        return ServiceProcess.of(MODULES.resolve(module + "/target/" + module + "-exec.jar"))
            .withEnvironment("LOADER_PATH", PLUGINS.toString())
            .with("spring.kafka.bootstrap-servers", this.kafka.bootstrapServers())
            .with("rowcast.topic-prefix", this.database + "_");
    }

    private static Map<String, String> avro(ServiceProcess registry) {
        String properties = "rowcast.converter.value.properties.apicurio.registry.";
        return Map.of("rowcast.format", "converter", "rowcast.converter.value.type",
                "io.apicurio.registry.utils.converter.AvroConverter", properties + "url",
                "http://127.0.0.1:" + registry.port() + "/apis/registry/v2", properties + "auto-register", "true");
    }

    private S3Client client() {
        return S3Client.builder()
            .endpointOverride(this.s3.endpoint())
            .region(Region.of(this.s3.region()))
            .credentialsProvider(StaticCredentialsProvider
                .create(AwsBasicCredentials.create(this.s3.accessKey(), this.s3.secretKey())))
            .forcePathStyle(true)
            .build();
    }

    private List<String> lines(S3Client client) {
        return client.listObjectsV2Paginator(list -> list.bucket(this.database))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter(S3Server::isObject)
            .flatMap(key -> text(client, key).lines())
            .toList();
    }

    private String text(S3Client client, String key) {
        return client.getObjectAsBytes(get -> get.bucket(this.database).key(key)).asString(StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", this.kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(this.database + "_people")
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await().atMost(TIMEOUT).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                assertThat(records).hasSizeGreaterThanOrEqualTo(2);
            });
            return records;
        }
    }

}
