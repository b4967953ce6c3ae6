package io.rowcast.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.rowcast.testkit.ElasticsearchServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.net.URLEncoder.encode;

/** Looks into Elasticsearch as a user would, by HTTP alone. */
final class IndexReader {

    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newHttpClient();

    private final ElasticsearchServer server;

    IndexReader(ElasticsearchServer server) {
        this.server = server;
    }

    /** The JSON text of a document, null where there is none. */
    @Nullable String document(String index, String id) {
        HttpResponse<String> response = send("GET", "/" + index + "/_source/" + encode(id, StandardCharsets.UTF_8), "");
        return (response.statusCode() == NOT_FOUND) ? null : response.body();
    }

    /** The version of a document. */
    long version(String index, String id) {
        return json("GET", "/" + index + "/_doc/" + encode(id, StandardCharsets.UTF_8), "").get("_version").asLong();
    }

    /** Documents that a query finds, 0 where there is no index. */
    long count(String index, String query) {
        send("POST", "/" + index + "/_refresh", "");
        JsonNode answer = json("GET", "/" + index + "/_count", "{\"query\":" + query + "}");
        return answer.path("count").asLong(0);
    }

    long count(String index) {
        return count(index, "{\"match_all\":{}}");
    }

    /** The JSON texts of all documents, of which there may be 10,000. */
    List<String> documents(String index) {
        send("POST", "/" + index + "/_refresh", "");
        return json("GET", "/" + index + "/_search?size=10000", "{}").get("hits")
            .get("hits")
            .valueStream()
            .map(hit -> hit.get("_source").toString())
            .toList();
    }

    JsonNode mapping(String index) {
        return json("GET", "/" + index + "/_mapping", "").iterator().next().get("mappings");
    }

    JsonNode settings(String index) {
        return json("GET", "/" + index + "/_settings", "").iterator().next().get("settings").get("index");
    }

    boolean exists(String index) {
        return send("GET", "/" + index, "").statusCode() != NOT_FOUND;
    }

    JsonNode json(String method, String path, String body) {
        return JsonMapper.shared().readTree(send(method, path, body).body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(this.server.url() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
        try {
            return this.client.send(request, HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
