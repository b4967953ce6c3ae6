package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.rowcast.connect.HeaderBytes;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformFailedException;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a batch through the configured transformations. Without any,
 * nothing is decoded. Thread-safe.
 */
final class BatchTransforms {

    private final TransformChain<SinkRecord> chain;

    private final SinkMetrics metrics;

    BatchTransforms(TransformChain<SinkRecord> chain, SinkMetrics metrics) {
        this.chain = chain;
        this.metrics = metrics;
    }

    /**
     * Returns the batch as the transformations leave it. The positions are what they
     * were: they move past the records that were dropped.
     * @param rejections takes the records that cannot be decoded, or on which a
     * transformation fails, before this returns
     * @throws io.rowcast.sink.TransientSinkException when a schema cannot be had now
     */
    SinkBatch apply(SinkBatch batch, BiConsumer<SinkBatch, List<Rejection>> rejections) {
        if (this.chain.isEmpty()) {
            return batch;
        }
        List<TopicRecord> transformed = new ArrayList<>(batch.records().size());
        List<Rejection> rejected = new ArrayList<>();
        for (TopicRecord record : batch.records()) {
            try {
                SinkRecord after = apply(record);
                if (after != null) {
                    transformed.add(record.transformed(after));
                }
                else {
                    this.metrics.filtered(record.raw().topic());
                }
            }
            catch (UndecodableRecordException | TransformFailedException ex) {
                rejected.add(new Rejection(record, ex));
            }
        }
        if (!rejected.isEmpty()) {
            rejections.accept(batch, rejected);
        }
        return new SinkBatch(transformed, batch.positions(), batch.committer());
    }

    private @Nullable SinkRecord apply(TopicRecord record) {
        SinkRecord decoded = record.decoded();
        return this.chain
            .apply(decoded.newRecord(decoded.topic(), decoded.kafkaPartition(), decoded.keySchema(), decoded.key(),
                    decoded.valueSchema(), decoded.value(), decoded.timestamp(), HeaderBytes.read(record.headers())));
    }

}
