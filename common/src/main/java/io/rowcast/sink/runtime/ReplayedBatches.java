package io.rowcast.sink.runtime;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.WriteResult;
import io.rowcast.sink.deadletters.DeadLetterProperties;
import io.rowcast.sink.deadletters.LetterBatches;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Dead letters on their way to the writer, with a breaker of their own. */
final class ReplayedBatches implements LetterBatches {

    private final BatchWriter batches;

    private final RecentRecords recent;

    private ReplayedBatches(BatchWriter batches, RecentRecords recent) {
        this.batches = batches;
        this.recent = recent;
    }

    static LetterBatches.Factory factory(BatchTransforms transforms, SinkWriter writer, DeadLetterProperties settings) {
        return (letters, rejected) -> {
            RecentRecords recent = new RecentRecords(settings.window());
            return new ReplayedBatches(new BatchWriter(transforms, writer,
                    new CircuitBreaker(partition -> recent, settings)::admit, rejected), recent);
        };
    }

    @Override
    public void write(SinkBatch batch, BiConsumer<SinkBatch, WriteResult> written) {
        this.batches.write(batch, (part, result) -> {
            WrittenRecords.in(part, result)
                .values()
                .forEach(records -> this.recent.add(records.lastOffset(), records.count(), 0));
            written.accept(part, result);
        });
    }

    @Override
    public void commit(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        DurableOffsets.commitNow(consumer, offsets);
    }

}
