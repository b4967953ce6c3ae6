package io.rowcast.mysql;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.RowTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service in this JVM. */
final class Service implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private final HttpClient client = HttpClient.newHttpClient();

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the service for one topic. */
    static Service start(KafkaServer kafka, MySqlServer mysql, String url, RowTopic topic, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--rowcast.retry.initial=200ms",
                "--rowcast.retry.max=1s", "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--spring.datasource.url=" + url, "--spring.datasource.username=" + mysql.username(),
                "--spring.datasource.password=" + mysql.password(), "--rowcast.topics=" + topic.name(),
                "--spring.kafka.consumer.group-id=sink-" + topic.name()));
        all.addAll(Arrays.asList(arguments));
        return new Service(SpringApplication.run(MySqlSinkApplication.class, all.toArray(String[]::new)));
    }

    /** Returns status and body. */
    String readiness() {
        return get("/actuator/health/readiness");
    }

    /** Returns the names of all metrics of Rowcast as Prometheus sees them. */
    Set<String> metrics() {
        return get("/actuator/prometheus").lines()
            .filter(line -> line.startsWith("rowcast_"))
            .map(line -> line.substring(0, line.indexOf('{')))
            .collect(Collectors.toSet());
    }

    private String get(String path) {
        String port = this.context.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        try {
            HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.context.close();
        this.client.close();
    }

}
