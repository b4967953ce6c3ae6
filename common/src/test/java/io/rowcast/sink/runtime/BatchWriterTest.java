package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformProperties;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.WriteResult;
import io.rowcast.sink.deadletters.TooManyRejectionsException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchWriterTest {

    private static final BatchTransforms UNCHANGED = new BatchTransforms(
            new TransformChain<>(new TransformProperties(List.of())), new SinkMetrics(new SimpleMeterRegistry()));

    private static final TopicPartition[] PARTITIONS = { new TopicPartition("P_users", 0),
            new TopicPartition("P_users", 1), new TopicPartition("P_jobs", 0) };

    private static final BiConsumer<SinkBatch, List<Rejection>> ANY = (batch, rejections) -> {
    };

    /** Offsets as a transactional producer leaves them: every tenth is a marker. */
    private static SinkBatch batch(int size) {
        List<TopicRecord> records = new ArrayList<>();
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (int i = 0; i < size; i++) {
            TopicPartition partition = PARTITIONS[i % PARTITIONS.length];
            long offset = i + i / 10;
            records
                .add(new TopicRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null),
                        partition, null));
            positions.put(partition, offset + 2);
        }
        return new SinkBatch(records, positions, (partition, offset, metadata) -> {
        });
    }

    @Property(tries = 300)
    void everyRecordIsWrittenOnceOrDeadLetteredOnceAndInOrder(@ForAll @IntRange(max = 200) int size,
            @ForAll Set<@IntRange(max = 199) Integer> poison, @ForAll Answer answer) {
        SinkBatch batch = batch(size);
        Set<TopicRecord> bad = IntStream.range(0, size)
            .filter(poison::contains)
            .mapToObj(batch.records()::get)
            .collect(Collectors.toSet());
        List<TopicRecord> written = new ArrayList<>();
        List<TopicRecord> letters = new ArrayList<>();
        Map<TopicPartition, Long> reached = new HashMap<>();
        new BatchWriter(UNCHANGED, new PickyWriter(bad, answer, written), ANY,
                rejections -> rejections.forEach(each -> letters.add(each.record())))
            .write(batch, (part, result) -> part.positions().forEach((partition, position) -> {
                assertThat(position).isGreaterThanOrEqualTo(reached.getOrDefault(partition, 0L));
                // nothing moves past a record that is neither written nor a dead letter
                batch.records()
                    .stream()
                    .filter(record -> record.partition().equals(partition) && record.offset() < position)
                    .forEach(record -> assertThat(written.contains(record) || letters.contains(record)).isTrue());
                reached.put(partition, position);
            }));
        assertThat(letters).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(written)
            .containsExactlyElementsOf(batch.records().stream().filter(each -> !bad.contains(each)).toList());
        assertThat(reached).isEqualTo(batch.positions());
    }

    @Test
    void onePoisonRecordAmong3000TakesAFewStepsMore() {
        SinkBatch batch = batch(3_000);
        PickyWriter writer = new PickyWriter(Set.of(batch.records().get(1_234)), Answer.SOME, new ArrayList<>());
        new BatchWriter(UNCHANGED, writer, ANY, rejections -> {
        }).write(batch, (part, result) -> {
        });
        assertThat(writer.written).hasSize(2_999);
        assertThat(writer.calls).isLessThanOrEqualTo(26);
    }

    @Test
    void aDeadLetterThatIsNotAcknowledgedStopsTheBatch() {
        SinkBatch batch = batch(3);
        PickyWriter writer = new PickyWriter(Set.of(batch.records().getFirst()), Answer.NAMED, new ArrayList<>());
        assertThatThrownBy(() -> new BatchWriter(UNCHANGED, writer, ANY, rejections -> {
            throw new TransientSinkException("no broker", null);
        }).write(batch, (part, result) -> {
        })).isInstanceOf(TransientSinkException.class);
        assertThat(writer.written).isEmpty();
    }

    @Test
    void whatTheBreakerRefusesIsNeitherADeadLetterNorPassed() {
        SinkBatch batch = batch(30);
        List<TopicRecord> written = new ArrayList<>();
        List<TopicRecord> letters = new ArrayList<>();
        List<SinkBatch> passed = new ArrayList<>();
        PickyWriter writer = new PickyWriter(Set.copyOf(batch.records().subList(12, 30)), Answer.SOME, written);
        assertThatThrownBy(() -> new BatchWriter(UNCHANGED, writer, (part, rejections) -> {
            if (letters.size() == 3) {
                throw new TooManyRejectionsException("enough", null);
            }
        }, rejections -> rejections.forEach(each -> letters.add(each.record()))).write(batch,
                (part, result) -> passed.add(part)))
            .isInstanceOf(TooManyRejectionsException.class);
        assertThat(letters).containsExactlyElementsOf(batch.records().subList(12, 15));
        assertThat(written).containsExactlyElementsOf(batch.records().subList(0, 12));
        assertThat(passed).allSatisfy(part -> assertThat(part.records()).doesNotContain(batch.records().get(15)));
    }

    enum Answer {

        /** The writer says which records it cannot write, and has written nothing. */
        NAMED,

        /** It only says that it has written nothing. */
        SOME,

        /** It has written the others. */
        OTHERS_WRITTEN

    }

    private static final class PickyWriter implements SinkWriter {

        private final Set<TopicRecord> bad;

        private final Answer answer;

        private final List<TopicRecord> written;

        private int calls;

        PickyWriter(Set<TopicRecord> bad, Answer answer, List<TopicRecord> written) {
            this.bad = bad;
            this.answer = answer;
            this.written = written;
        }

        @Override
        public WriteResult write(SinkBatch batch) {
            this.calls++;
            List<Rejection> rejections = batch.records()
                .stream()
                .filter(this.bad::contains)
                .map(record -> new Rejection(record, new IllegalArgumentException("poison")))
                .toList();
            if (rejections.isEmpty()) {
                this.written.addAll(batch.records());
                return WriteResult.written();
            }
            return switch (this.answer) {
                case NAMED -> throw new SinkRejectionException(rejections);
                case SOME -> throw new SinkRejectionException("poison", new IllegalArgumentException("poison"));
                case OTHERS_WRITTEN -> {
                    batch.records().stream().filter(record -> !this.bad.contains(record)).forEach(this.written::add);
                    yield WriteResult.rejecting(rejections);
                }
            };
        }

        @Override
        public void check() {
        }

        @Override
        public void close() {
        }

    }

}
