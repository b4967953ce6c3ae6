package io.rowcast.search;

import java.util.ArrayList;
import java.util.List;

import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import io.rowcast.sink.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What became of the actions of one bulk request. Those that are not named are written.
 *
 * @param rejections records that Elasticsearch can never take
 * @param stale actions that are older than what the index holds, which is as good as
 * written
 * @param busy actions that were turned away by a full queue
 * @param failure why one or more actions failed for now, or null
 */
record BulkOutcome(List<Rejection> rejections, List<BulkAction> stale, List<BulkAction> busy,
        @Nullable String failure) {

    private static final BulkOutcome WRITTEN = new BulkOutcome(List.of(), List.of(), List.of(), null);

    /** Reads the response to a request of these actions. */
    static BulkOutcome of(List<BulkAction> actions, BulkResponse response) {
        if (response.items().size() != actions.size()) {
            throw new IllegalStateException("Elasticsearch answered " + response.items().size()
                    + " of a bulk request's " + actions.size() + " actions");
        }
        if (!response.errors()) {
            return WRITTEN;
        }
        List<Rejection> rejections = new ArrayList<>();
        List<BulkAction> stale = new ArrayList<>();
        List<BulkAction> busy = new ArrayList<>();
        String failure = null;
        for (int i = 0; i < actions.size(); i++) {
            BulkAction action = actions.get(i);
            BulkResponseItem item = response.items().get(i);
            switch (SearchFailures.result(item)) {
                case WRITTEN -> {
                }
                case STALE -> stale.add(action);
                case BUSY -> busy.add(action);
                case TRANSIENT -> failure = (failure != null) ? failure : describe(item);
                case REJECTED -> rejections.add(new Rejection(action.record(),
                        new DocumentRejectedException(ErrorText.ofDocument(item.error()))));
            }
        }
        return new BulkOutcome(rejections, stale, busy, failure);
    }

    private static String describe(BulkResponseItem item) {
        return "index " + item.index() + ": Elasticsearch answers " + item.status() + ", "
                + ErrorText.ofBulk(item.error());
    }

}
