package io.rowcast.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ElasticsearchServerIT extends ServerContract<ElasticsearchServer> {

    private static final String ONE_COPY = "{\"settings\": {\"number_of_replicas\": 0}}";

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    ElasticsearchServer create(Path folder) {
        return ElasticsearchServer.in(folder);
    }

    @Override
    void write(ElasticsearchServer server, String key) throws Exception {
        send(server, "PUT", "/entries", ONE_COPY);
        assertThat(send(server, "PUT", "/entries/_doc/" + key, "{\"name\": \"" + key + "\"}").statusCode())
            .isEqualTo(201);
    }

    @Override
    boolean holds(ElasticsearchServer server, String key) throws Exception {
        return send(server, "GET", "/entries/_doc/" + key, "").statusCode() == 200;
    }

    @Test
    void whatIsNotPublishedIsThereNevertheless(@TempDir Path folder) throws Exception {
        try (ElasticsearchServer server = create(folder)) {
            server.start();
            assertThat(send(server, "GET", "/", "").body()).contains("You Know, for Search", "\"number\":\"9.");
            write(server, "first");
            assertThat(send(server, "POST", "/entries/_refresh", "").statusCode()).isEqualTo(200);
            assertThat(send(server, "POST", "/entries/_delete_by_query?refresh=true",
                    "{\"query\": {\"match\": {\"name\": \"first\"}}}")
                .body()).contains("\"deleted\":1");
            assertThat(holds(server, "first")).isFalse();
        }
    }

    private HttpResponse<String> send(ElasticsearchServer server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

}
