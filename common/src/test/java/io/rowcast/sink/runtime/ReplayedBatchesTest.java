package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformProperties;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.WriteResult;
import io.rowcast.sink.deadletters.DeadLetterProperties;
import io.rowcast.sink.deadletters.LetterBatches;
import io.rowcast.sink.deadletters.TooManyRejectionsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplayedBatchesTest {

    private static final TopicPartition LETTERS = new TopicPartition("P_users.sink.dlq", 0);

    private final List<Rejection> rejected = new ArrayList<>();

    /** One in so many is rejected. */
    private int every = 3;

    private final LetterBatches batches = ReplayedBatches
        .factory(
                new BatchTransforms(new TransformChain<>(new TransformProperties(List.of())),
                        new SinkMetrics(new SimpleMeterRegistry())),
                new Picky(), new DeadLetterProperties((short) 1, 0.5, 1_000, 5, List.of()))
        .of(LETTERS, this.rejected::addAll);

    private void write(int from, int to) {
        List<TopicRecord> records = IntStream.range(from, to)
            .mapToObj(offset -> new TopicRecord(new ConsumerRecord<>("P_users", 0, offset, null, null), LETTERS, null))
            .toList();
        this.batches.write(new SinkBatch(records, Map.of(LETTERS, (long) to), (partition, offset, metadata) -> {
        }), (part, result) -> {
        });
    }

    @Test
    void lettersThatAreWrittenCountAsMuchAsThoseThatFailAgain() {
        for (int piece = 0; piece < 20; piece++) {
            write(piece * 30, piece * 30 + 30);
        }
        assertThat(this.rejected).hasSize(200);
    }

    @Test
    void aReplayThatMostlyFailsAgainIsHeld() {
        this.every = 1;
        assertThatThrownBy(() -> write(0, 30)).isInstanceOf(TooManyRejectionsException.class);
        assertThat(this.rejected).isEmpty();
    }

    private final class Picky implements SinkWriter {

        @Override
        public WriteResult write(SinkBatch batch) {
            return WriteResult.rejecting(batch.records()
                .stream()
                .filter(record -> record.offset() % ReplayedBatchesTest.this.every == 0)
                .map(record -> new Rejection(record, new IllegalArgumentException("too hot")))
                .toList());
        }

        @Override
        public void check() {
        }

        @Override
        public void close() {
        }

    }

}
