package io.rowcast.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The whole service in this JVM, and a topic of three partitions for it to read. */
final class RunningService implements AutoCloseable {

    static final String FINGERPRINT = "00000000000000aa";

    private static final int PARTITIONS = 3;

    private final KafkaServer kafka;

    private final ElasticsearchServer server;

    private final String index = "users-" + UUID.randomUUID();

    private final RowTopic topic;

    private @Nullable ConfigurableApplicationContext context;

    RunningService(KafkaServer kafka, ElasticsearchServer server) {
        this.kafka = kafka;
        this.server = server;
        this.topic = new RowTopic(kafka.bootstrapServers(), "P_" + this.index, PARTITIONS);
        this.topic.schema(FINGERPRINT,
                RowTopic.struct(RowTopic.field("index", "int64", null, false),
                        RowTopic.field("name", "string", null, true),
                        RowTopic.field("timestamp", "int64", "io.debezium.time.MicroTimestamp", true)));
    }

    /** Starts the service, or ends it and starts it again. */
    void start(String... more) {
        stop();
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--rowcast.operator.token=the-token",
                "--spring.kafka.bootstrap-servers=" + this.kafka.bootstrapServers(),
                "--spring.elasticsearch.uris=" + this.server.url(), "--rowcast.topics=" + this.topic.name(),
                "--rowcast.search.settings.number-of-replicas=0", "--rowcast.retry.max=2s"));
        arguments.addAll(List.of(more));
        this.context = new SpringApplicationBuilder(SearchSinkApplication.class).run(arguments.toArray(String[]::new));
    }

    void stop() {
        if (this.context != null) {
            this.context.close();
        }
    }

    /** The answer of the readiness endpoint. */
    String readiness() {
        return RestClient.create(url())
            .get()
            .uri("/actuator/health/readiness")
            .exchange((request, response) -> new String(response.getBody().readAllBytes(), UTF_8));
    }

    /** Asks for a replay of all dead letters, with force; returns the status. */
    int replay() {
        return RestClient.create(url())
            .post()
            .uri("/actuator/deadletters")
            .header("Authorization", "Bearer the-token")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{\"action\":\"replay\",\"force\":true}")
            .exchange((request, response) -> response.getStatusCode().value());
    }

    /** The dead letters, and what is done with them. */
    String deadLetters() {
        return RestClient.create(url())
            .get()
            .uri("/actuator/deadletters")
            .exchange((request, response) -> new String(response.getBody().readAllBytes(), UTF_8));
    }

    private String url() {
        return "http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
    }

    String index() {
        return this.index;
    }

    RowTopic topic() {
        return this.topic;
    }

    /** Sends rows, spread over the partitions by their keys. */
    void send(int first, int last) {
        for (int i = first; i <= last; i++) {
            this.topic.send(i % PARTITIONS, key(i), row(i));
        }
        this.topic.await();
    }

    void delete(int index) {
        this.topic.send(index % PARTITIONS, key(index), null);
        this.topic.await();
    }

    static String key(int index) {
        return "{\"index\":" + index + "}";
    }

    static String row(int index) {
        return "{\"index\":" + index + ",\"name\":\"person " + index
                + "\",\"timestamp\":\"2020-06-29T11:20:20.355755\"}";
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    @Override
    public void close() {
        stop();
        this.topic.close();
    }

}
