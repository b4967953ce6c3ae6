package io.rowcast.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The index of the table. Thread-safe. */
public final class SearchStore implements RowStore, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int PAGE = 5_000;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI url;

    private final String index;

    /** Needs no connection yet. */
    public SearchStore(URI url, String index) {
        this.url = url;
        this.index = index;
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public long count() throws IOException, InterruptedException {
        post("_refresh", "");
        JsonNode answer = post("_count", "");
        requireAll(answer);
        return answer.path("count").asLong();
    }

    @Override
    public void read(Consumer<Map<String, @Nullable String>> rows) throws IOException, InterruptedException {
        post("_refresh", "");
        String after = "";
        while (true) {
            JsonNode hits = post("_search?allow_partial_search_results=false",
                    "{\"size\":" + PAGE + ",\"track_total_hits\":false,\"sort\":[{\"index\":\"asc\"}]" + after + "}")
                .path("hits")
                .path("hits");
            if (hits.isEmpty()) {
                return;
            }
            hits.forEach(hit -> rows.accept(RowText.of(hit.path("_source"))));
            after = ",\"search_after\":" + hits.get(hits.size() - 1).path("sort");
        }
    }

    /** A shard that is not there yet counts as empty otherwise. */
    private void requireAll(JsonNode answer) throws IOException {
        JsonNode shards = answer.path("_shards");
        if (shards.path("successful").asInt() < shards.path("total").asInt()) {
            throw new IOException("index " + this.index + ": not all shards answer");
        }
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(this.url.resolve("/" + this.index + "/" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        HttpResponse<byte[]> response = this.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("index " + this.index + ": HTTP " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        this.http.close();
    }

}
