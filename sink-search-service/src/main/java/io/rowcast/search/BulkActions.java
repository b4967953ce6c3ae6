package io.rowcast.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.search.SearchSinkProperties.Bulk;
import io.rowcast.sink.TopicRecord;

/** Makes actions of records, and requests of actions. Thread-safe. */
final class BulkActions {

    private final IndexName indexName;

    private final Bulk limits;

    private final Map<String, String> indices = new ConcurrentHashMap<>();

    BulkActions(IndexName indexName, Bulk limits) {
        this.indexName = indexName;
        this.limits = limits;
    }

    /** Returns the index that the records of a topic go to. */
    String index(String topic) {
        return this.indices.computeIfAbsent(topic, this.indexName::of);
    }

    /**
     * Returns what is to be done with the record's document. The bytes of the topic are
     * used as they are.
     * @throws DocumentRejectedException when the record has no usable id
     * @throws io.rowcast.sink.UndecodableRecordException when its value is no row
     */
    BulkAction action(TopicRecord record) {
        return new BulkAction(record, index(record.topic()), DocumentId.of(record),
                record.isTombstone() ? null : line(record.json()));
    }

    /** Returns the actions in requests that keep to the limits, in the same order. */
    List<List<BulkAction>> requests(List<BulkAction> actions) {
        List<List<BulkAction>> requests = new ArrayList<>();
        int start = 0;
        long bytes = 0;
        for (int end = 0; end < actions.size(); end++) {
            long next = actions.get(end).bytes();
            if (end > start
                    && (bytes + next > this.limits.maxBytes().toBytes() || end - start == this.limits.maxActions())) {
                requests.add(actions.subList(start, end));
                start = end;
                bytes = 0;
            }
            bytes += next;
        }
        if (start < actions.size()) {
            requests.add(actions.subList(start, actions.size()));
        }
        return requests;
    }

    /**
     * A line break ends a document in a bulk request, and one inside of it would break
     * the whole request. In JSON it stands between tokens only, where a space means the
     * same; what is no JSON is told by Elasticsearch, for this document alone.
     */
    private static byte[] line(byte[] json) {
        int first = indexOfLineBreak(json);
        if (first < 0) {
            return json;
        }
        byte[] line = json.clone();
        for (int i = first; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }

    private static int indexOfLineBreak(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                return i;
            }
        }
        return -1;
    }

}
