package io.rowcast.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.rowcast.operator.Pipeline;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.testkit.KafkaServer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, in this JVM. */
final class RunningIngest implements AutoCloseable {

    private static final String TOKEN = "a-token-of-operators";

    private final ConfigurableApplicationContext context;

    private RunningIngest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts the service.
     * @param settings {@code key=value}, before where the servers are
     */
    static RunningIngest start(TestDatabase source, KafkaServer kafka, String... settings) {
        return start(source, kafka, List.of(settings));
    }

    static RunningIngest start(TestDatabase source, KafkaServer kafka, List<String> settings) {
        List<String> all = new ArrayList<>(source.settings());
        all.addAll(settings);
        return start(kafka, all.toArray(String[]::new));
    }

    /**
     * Starts the service.
     * @param settings {@code key=value}, with those of the database
     */
    static RunningIngest start(KafkaServer kafka, String... settings) {
        Map<String, String> arguments = new HashMap<>(
                Map.of("server.port", "0", "spring.kafka.bootstrap-servers", kafka.bootstrapServers(),
                        "rowcast.operator.token", TOKEN, "spring.datasource.hikari.connection-timeout", "2000"));
        for (String setting : settings) {
            int end = setting.indexOf('=');
            arguments.put(setting.substring(0, end), setting.substring(end + 1));
        }
        return new RunningIngest(new SpringApplicationBuilder(IngestApplication.class).run(arguments.entrySet()
            .stream()
            .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
            .toArray(String[]::new)));
    }

    static String prefix(TestDatabase source) {
        return source.prefix();
    }

    List<PipelineStatus> statuses() {
        return this.context.getBean(Pipeline.class).statuses();
    }

    PipelineStatus status(String table) {
        return statuses().stream().filter(status -> status.name().equals(table)).findFirst().orElseThrow();
    }

    boolean isReady() {
        return this.context.getBean(HealthEndpoint.class).healthForPath("readiness").getStatus().equals(Status.UP);
    }

    /** Returns the status and the body. */
    String get(String path) {
        return send(request(path));
    }

    /** Asks for something as an operator who has the token; the status and the body. */
    String ask(String table, String action) {
        return send(request("/actuator/pipeline/" + table).header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString(action)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI
            .create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path));
    }

    private static String send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    double metric(String name, String table) {
        return Search.in(this.context.getBean(MeterRegistry.class))
            .name(name)
            .tag("table", table)
            .meters()
            .stream()
            .flatMap(meter -> java.util.stream.StreamSupport.stream(meter.measure().spliterator(), false))
            .mapToDouble(measurement -> measurement.getValue())
            .sum();
    }

    @Override
    public void close() {
        this.context.close();
    }

}
