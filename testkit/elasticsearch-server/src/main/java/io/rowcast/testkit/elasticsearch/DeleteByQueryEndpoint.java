package io.rowcast.testkit.elasticsearch;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.search.builder.SearchSourceBuilder;
import org.elasticsearch.xcontent.XContentBuilder;
import org.elasticsearch.xcontent.XContentParser;

/**
 * {@code POST /{index}/_delete_by_query}, in the shape of the module {@code reindex},
 * without slices, throttling and tasks.
 */
record DeleteByQueryEndpoint(Predicate<NodeFeature> supports) implements RestHandler {

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.POST, "/{index}/_delete_by_query"));
    }

    @Override
    public void handleRequest(RestRequest request, RestChannel channel, NodeClient client) throws IOException {
        SearchSourceBuilder query = new SearchSourceBuilder();
        if (request.hasContent()) {
            try (XContentParser parser = request.contentParser()) {
                query.parseXContent(parser, false, this.supports);
            }
        }
        DeletionByQuery deletion = new DeletionByQuery(client, request.param("index").split(","), query,
                request.paramAsBoolean("refresh", false));
        client.threadPool().generic().execute(() -> answer(channel, deletion));
    }

    private static void answer(RestChannel channel, DeletionByQuery deletion) {
        try {
            channel.sendResponse(new RestResponse(RestStatus.OK, body(channel, deletion.run())));
        }
        catch (Exception ex) {
            fail(channel, ex);
        }
    }

    private static void fail(RestChannel channel, Exception failure) {
        try {
            channel.sendResponse(new RestResponse(channel, failure));
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static XContentBuilder body(RestChannel channel, DeletionByQuery.Result result) throws IOException {
        XContentBuilder body = channel.newBuilder().startObject();
        body.field("took", result.took().toMillis());
        body.field("timed_out", false);
        body.field("total", result.deleted());
        body.field("deleted", result.deleted());
        body.field("batches", result.batches());
        body.field("version_conflicts", 0);
        body.field("noops", 0);
        body.startObject("retries").field("bulk", 0).field("search", 0).endObject();
        body.field("throttled_millis", 0);
        body.field("requests_per_second", -1.0f);
        body.field("throttled_until_millis", 0);
        return body.startArray("failures").endArray().endObject();
    }

}
