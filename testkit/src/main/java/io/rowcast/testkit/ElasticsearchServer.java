package io.rowcast.testkit;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One Elasticsearch node without security. It is a subset of a real one: no scripts, no
 * {@code _update_by_query} and {@code _reindex}, no data streams, no language analyzers.
 * Indices need {@code number_of_replicas: 0} to become green.
 */
public final class ElasticsearchServer extends TestServer {

    private static final int OK = 200;

    private ElasticsearchServer(DataFolder folder) {
        super(Launchers.elasticsearch(folder));
    }

    /**
     * Creates a server whose data are kept.
     * @param folder where; made if it does not exist
     */
    public static ElasticsearchServer in(Path folder) {
        return new ElasticsearchServer(DataFolder.given(folder));
    }

    /**
     * Creates a server whose data go when it is closed.
     */
    public static ElasticsearchServer temporary() {
        return new ElasticsearchServer(DataFolder.temporary("elasticsearch"));
    }

    /**
     * Returns where clients connect, without a slash at the end.
     */
    public String url() {
        return "http://" + host() + ":" + port();
    }

    @Override
    boolean answers() throws Exception {
        URI health = URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=5s");
        HttpResponse<String> response = HttpProbe.get(health, Duration.ofSeconds(10));
        return response.statusCode() == OK;
    }

}
