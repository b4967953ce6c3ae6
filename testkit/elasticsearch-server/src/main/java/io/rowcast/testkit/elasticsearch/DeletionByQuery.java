package io.rowcast.testkit.elasticsearch;

import java.time.Duration;

import org.elasticsearch.action.bulk.BulkRequest;
import org.elasticsearch.action.delete.DeleteRequest;
import org.elasticsearch.action.search.ClearScrollRequest;
import org.elasticsearch.action.search.SearchRequest;
import org.elasticsearch.action.search.SearchResponse;
import org.elasticsearch.action.search.SearchScrollRequest;
import org.elasticsearch.action.support.WriteRequest;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.search.SearchHit;
import org.elasticsearch.search.builder.SearchSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Scrolls through the hits of a query and deletes them, a thousand at a time. Blocks.
 */
record DeletionByQuery(NodeClient client, String[] indices, SearchSourceBuilder query, boolean refresh) {

    private static final int BATCH = 1000;

    private static final TimeValue SCROLL = TimeValue.timeValueMinutes(1);

    Result run() {
        long start = System.nanoTime();
        this.query.size(BATCH).fetchSource(false);
        long deleted = 0;
        int batches = 0;
        String scroll = null;
        while (true) {
            SearchResponse page = page(scroll);
            try {
                scroll = page.getScrollId();
                int hits = page.getHits().getHits().length;
                if (hits == 0) {
                    break;
                }
                delete(page);
                deleted += hits;
                batches++;
            }
            finally {
                page.decRef();
            }
        }
        clear(scroll);
        return new Result(Duration.ofNanos(System.nanoTime() - start), deleted, batches);
    }

    private SearchResponse page(@Nullable String scroll) {
        if (scroll == null) {
            return this.client.search(new SearchRequest(this.indices).source(this.query).scroll(SCROLL)).actionGet();
        }
        return this.client.searchScroll(new SearchScrollRequest(scroll).scroll(SCROLL)).actionGet();
    }

    private void delete(SearchResponse page) {
        BulkRequest bulk = new BulkRequest();
        for (SearchHit hit : page.getHits()) {
            bulk.add(new DeleteRequest(hit.getIndex(), hit.getId()));
        }
        bulk.setRefreshPolicy(this.refresh ? WriteRequest.RefreshPolicy.IMMEDIATE : WriteRequest.RefreshPolicy.NONE);
        this.client.bulk(bulk).actionGet();
    }

    private void clear(String scroll) {
        ClearScrollRequest clear = new ClearScrollRequest();
        clear.addScrollId(scroll);
        this.client.clearScroll(clear).actionGet();
    }

    record Result(Duration took, long deleted, int batches) {
    }

}
