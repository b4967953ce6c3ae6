package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchSizeTest {

    private static final TopicPartition[] PARTITIONS = { new TopicPartition("P_users", 0),
            new TopicPartition("P_users", 1), new TopicPartition("P_jobs", 0) };

    /** Partitions by turns, with holes between the offsets and behind the last. */
    private static SinkBatch batch(List<Integer> sizes) {
        List<TopicRecord> records = new ArrayList<>();
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            TopicPartition partition = PARTITIONS[i % PARTITIONS.length];
            records.add(new TopicRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), 2L * i, 0L,
                    TimestampType.CREATE_TIME, 0, sizes.get(i), null, null, new RecordHeaders(), Optional.empty()),
                    partition, null));
            positions.put(partition, 2L * i + 7);
        }
        positions.put(new TopicPartition("P_idle", 0), 1L);
        return new SinkBatch(records, positions, (partition, offset, metadata) -> {
        });
    }

    private static int bytes(SinkBatch part) {
        return part.records().stream().mapToInt(record -> record.raw().serializedValueSize()).sum();
    }

    @Property(tries = 300)
    void thePartsAreTheBatchInItsOrderAndNoneIsTooLarge(
            @ForAll @Size(max = 60) List<@IntRange(max = 120) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 500) int max) {
        SinkBatch batch = batch(sizes);
        List<String> records = new ArrayList<>();
        Map<TopicPartition, Long> reached = new HashMap<>();
        for (SinkBatch part : new BatchSize(max).parts(batch)) {
            assertThat(part.records().size() == 1 || bytes(part) <= max).isTrue();
            part.records().forEach(record -> {
                records.add(record.toString());
                assertThat(record.offset()).isGreaterThanOrEqualTo(reached.getOrDefault(record.partition(), 0L))
                    .isLessThan(part.positions().get(record.partition()));
            });
            reached.putAll(part.positions());
        }
        assertThat(records).containsExactlyElementsOf(batch.records().stream().map(TopicRecord::toString).toList());
        assertThat(reached).isEqualTo(batch.positions());
    }

    @Test
    void whatFitsStaysAsItIs() {
        SinkBatch batch = batch(List.of(10, 20));
        assertThat(new BatchSize(30).parts(batch)).singleElement().isSameAs(batch);
        assertThat(new BatchSize(29).parts(batch)).hasSize(2);
    }

    @Test
    void aLargerHeapFetchesMoreAndConsumersShareIt() {
        HeapShare small = new HeapShare(256L << 20, 1);
        assertThat(small.fetchBytes()).isEqualTo(8 << 20);
        assertThat(small.partitionFetchBytes()).isEqualTo(2 << 20);
        assertThat(new HeapShare(1L << 30, 4).fetchBytes()).isEqualTo(8 << 20);
        assertThat(new HeapShare(64L << 30, 1).fetchBytes()).isEqualTo(50 << 20);
        assertThat(new HeapShare(64L << 20, 64).fetchBytes()).isEqualTo(1 << 20);
    }

}
