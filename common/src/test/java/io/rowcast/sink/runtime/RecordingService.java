package io.rowcast.sink.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A sink service around a {@link RecordingWriter}, with the real runtime. */
final class RecordingService implements AutoCloseable {

    private static final String TOKEN = "the-token";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    /**
     * Starts the service.
     * @param more further arguments
     */
    RecordingService(String bootstrapServers, String group, String topic, String... more) {
        this(new RecordingWriter(), bootstrapServers, group, topic, more);
    }

    /**
     * Starts the service with a target that may have been written to before.
     * @param topic what ends in {@code _} is the beginning of the names of topics, which
     * may come later
     */
    RecordingService(RecordingWriter writer, String bootstrapServers, String group, String topic, String... more) {
        this.context = new SpringApplicationBuilder(Application.class)
            .initializers(application -> application.getBeanFactory().registerSingleton("target", new Target(writer)))
            .properties("rowcast.retry.initial=100ms", "rowcast.retry.max=500ms")
            .run(Stream.concat(Stream.of("--spring.application.name=sink-recording",
                    "--spring.config.import=classpath:rowcast-defaults.yml", "--server.port=0",
                    "--spring.kafka.bootstrap-servers=" + bootstrapServers, "--spring.kafka.consumer.group-id=" + group,
                    topic.endsWith("_") ? "--rowcast.topic-prefix=" + topic : "--rowcast.topics=" + topic,
                    "--spring.kafka.consumer.properties.metadata.max.age.ms=500",
                    "--spring.kafka.consumer.heartbeat-interval=300ms", "--rowcast.operator.token=" + TOKEN),
                    Stream.of(more))
                .toArray(String[]::new));
    }

    RecordingWriter writer() {
        return this.context.getBean(RecordingWriter.class);
    }

    /** Returns the status and the body. */
    String get(String path) {
        return send(request(path));
    }

    /** The same, with the token. */
    String getWithToken(String path) {
        return send(request(path).header("Authorization", "Bearer " + TOKEN));
    }

    /** Asks for a change, with the token; returns the status and the body. */
    String post(String path, String json) {
        return send(request(path).header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        String port = this.context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.context.close();
    }

    record Target(RecordingWriter writer) {
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RecordingWriter writer(Target target) {
            return target.writer();
        }

    }

}
