package io.rowcast.mysql;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.RowTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service in this JVM. */
final class Service implements AutoCloseable {

    private static final String TOKEN = "the-token";

    private final ConfigurableApplicationContext context;

    private final HttpClient client = HttpClient.newHttpClient();

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the service for one topic. */
    static Service start(KafkaServer kafka, MySqlServer mysql, String url, RowTopic topic, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--rowcast.retry.initial=200ms",
                "--rowcast.operator.token=" + TOKEN, "--rowcast.retry.max=1s",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + mysql.username(), "--spring.datasource.password=" + mysql.password(),
                "--rowcast.topics=" + topic.name(), "--spring.kafka.consumer.group-id=sink-" + topic.name()));
        // Two of a name would be a list.
        Arrays.stream(arguments)
            .map(argument -> argument.substring(0, argument.indexOf('=') + 1))
            .forEach(name -> all.removeIf(each -> each.startsWith(name)));
        all.addAll(Arrays.asList(arguments));
        return new Service(SpringApplication.run(MySqlSinkApplication.class, all.toArray(String[]::new)));
    }

    /** Returns status and body. */
    String readiness() {
        return get("/actuator/health/readiness");
    }

    /** Returns status and body. */
    String get(String path) {
        return send(request(path));
    }

    /** Asks for a change, with the token; returns status and body. */
    String post(String path, String json) {
        return send(request(path).header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        String port = this.context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
