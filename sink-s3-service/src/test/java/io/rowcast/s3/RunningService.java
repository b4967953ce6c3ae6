package io.rowcast.s3;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.S3Server;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, in this JVM. */
final class RunningService implements AutoCloseable {

    private static final String TOKEN = "the-token";

    private final ConfigurableApplicationContext context;

    RunningService(KafkaServer kafka, S3Server s3, Bucket bucket, String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--rowcast.operator.token=" + TOKEN,
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--spring.kafka.consumer.group-id=sink-" + topic, "--rowcast.topics=" + topic,
                "--rowcast.retry.initial=100ms", "--rowcast.retry.max=500ms", "--rowcast.s3.bucket=" + bucket.name(),
                "--rowcast.s3.endpoint=" + s3.endpoint(), "--rowcast.s3.path-style=true",
                "--rowcast.s3.access-key=" + s3.accessKey(), "--rowcast.s3.secret-key=" + s3.secretKey()));
        arguments.addAll(List.of(more));
        this.context = new SpringApplicationBuilder(S3SinkApplication.class).run(arguments.toArray(String[]::new));
    }

    /** Returns the status and the body. */
    String get(String path) {
        return send(request(path));
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
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

}
