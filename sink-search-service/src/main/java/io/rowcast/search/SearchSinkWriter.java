package io.rowcast.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes each row as the document of its key, and deletes the document on a tombstone.
 * Nothing is held back: when a batch is done, it is in the indices.
 */
final class SearchSinkWriter implements SinkWriter {

    private final BulkActions actions;

    private final Indices indices;

    private final BulkSender sender;

    private final ElasticsearchClient client;

    SearchSinkWriter(BulkActions actions, Indices indices, BulkSender sender, ElasticsearchClient client) {
        this.actions = actions;
        this.indices = indices;
        this.sender = sender;
        this.client = client;
    }

    @Override
    public long open(TopicPartition partition, CommittedOffset committed) {
        this.indices.forget(this.actions.index(partition.topic()));
        this.sender.watch(partition.topic());
        return committed.offset();
    }

    @Override
    public WriteResult write(SinkBatch batch) {
        List<BulkAction> actions = new ArrayList<>(batch.records().size());
        List<Rejection> rejections = new ArrayList<>();
        for (TopicRecord record : batch.records()) {
            try {
                actions.add(action(record));
            }
            catch (DocumentRejectedException | UndecodableRecordException ex) {
                rejections.add(new Rejection(record, ex));
            }
        }
        for (List<BulkAction> request : this.actions.requests(actions)) {
            rejections.addAll(this.sender.send(request));
        }
        return WriteResult.rejecting(rejections);
    }

    private BulkAction action(TopicRecord record) {
        BulkAction action = this.actions.action(record);
        this.indices.prepare(action.index(), record);
        return action;
    }

    /**
     * Asks for the health of the cluster, which needs a master. Who may write but not ask
     * is forbidden to: that says that the cluster is there.
     */
    @Override
    public void check() {
        try {
            this.client.cluster()
                .health(health -> health.timeout(timeout -> timeout.time("5s"))
                    .masterTimeout(timeout -> timeout.time("5s")));
        }
        catch (IOException | RuntimeException ex) {
            if (!SearchFailures.isForbidden(ex)) {
                throw SearchFailures.of("the cluster's health", ex);
            }
        }
    }

    @Override
    public void close() {
        // The client belongs to whoever made it.
    }

}
