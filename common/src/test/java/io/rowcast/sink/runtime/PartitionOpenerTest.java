package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.operator.Backoff;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionOpenerTest {

    @Test
    void aPausedPartitionWithoutALeaderIsNotAskedForItsEnd() {
        Node[] none = {};
        // It fails where it is asked for an end that it does not have.
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions("P_users", List.of(new PartitionInfo("P_users", 0, null, none, none),
                new PartitionInfo("P_users", 1, new Node(1, "broker", 9092), none, none)));
        consumer.updateEndOffsets(Map.of(new TopicPartition("P_users", 1), 10L));
        PartitionOpener opener = new PartitionOpener(new RecordingWriter(), null, new PartitionFailures(
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)), new SinkMetrics(new SimpleMeterRegistry())));
        OwnedPartition ailing = paused(0);
        OwnedPartition well = paused(1);
        opener.measurePaused(consumer, List.of(ailing, well));
        assertThat(well.lagRecords()).isEqualTo(7);
        assertThat(ailing.lagRecords()).isZero();
    }

    private static OwnedPartition paused(int partition) {
        OwnedPartition owned = new OwnedPartition(new TopicPartition("P_users", partition), 100);
        owned.opened(3);
        owned.paused();
        return owned;
    }

}
