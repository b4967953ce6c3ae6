package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkWriter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens partitions that were assigned, or whose waiting time after a failure is over:
 * asks the writer where to begin, does what operators have asked for, moves the consumer
 * there and lets it read on.
 */
final class PartitionOpener {

    private static final Logger log = LoggerFactory.getLogger(PartitionOpener.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration MEASURED_WITHIN = Duration.ofMillis(500);

    private final SinkWriter writer;

    private final PartitionOperator operator;

    private final PartitionFailures failures;

    PartitionOpener(SinkWriter writer, PartitionOperator operator, PartitionFailures failures) {
        this.writer = writer;
        this.operator = operator;
        this.failures = failures;
    }

    void openDue(Consumer<?, ?> consumer, List<OwnedPartition> partitions) {
        List<OwnedPartition> due = partitions.stream().filter(OwnedPartition::isDue).toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            if (due.stream().anyMatch(partition -> partition.failures() > 0)) {
                measure(consumer, due);
                this.writer.check();
            }
        }
        catch (RuntimeException ex) {
            this.failures.failed(consumer, due, ex);
            return;
        }
        for (OwnedPartition partition : due) {
            try {
                open(consumer, partition);
            }
            catch (RuntimeException ex) {
                this.failures.failed(consumer, List.of(partition), ex);
            }
        }
    }

    private void open(Consumer<?, ?> consumer, OwnedPartition owned) {
        TopicPartition partition = owned.partition();
        long opened = this.writer.open(partition, committed(consumer, owned));
        long offset = this.operator.answer(consumer, partition, opened);
        consumer.seek(partition, offset);
        owned.opened(offset);
        if (this.operator.isPaused(partition)) {
            this.writer.release(Set.of(partition));
            owned.paused();
            return;
        }
        consumer.resume(Set.of(partition));
        log.info("{}: open at offset {}", partition, offset);
    }

    /** An operator wants to see how much waits behind a pause. */
    void measurePaused(Consumer<?, ?> consumer, List<OwnedPartition> partitions) {
        measure(consumer, partitions.stream().filter(OwnedPartition::isToMeasure).toList());
    }

    /**
     * A paused partition is not fetched, so the consumer does not learn how far behind it
     * falls: it has to be asked for. One without a leader would not answer, and hold up
     * all others.
     */
    private static void measure(Consumer<?, ?> consumer, List<OwnedPartition> closed) {
        try {
            List<OwnedPartition> known = closed.stream()
                .filter(each -> each.durable() >= 0 && hasLeader(consumer, each.partition()))
                .toList();
            if (known.isEmpty()) {
                return;
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(known.stream().map(OwnedPartition::partition).toList(),
                    MEASURED_WITHIN);
            known.forEach(
                    each -> each.measure(each.durable(), OptionalLong.of(ends.get(each.partition()) - each.durable())));
        }
        catch (WakeupException | InterruptException ex) {
            throw ex;
        }
        catch (KafkaException ex) {
            log.debug("the lag of partitions that are not read is not known", ex);
        }
    }

    /** As far as the consumer knows; it does not ask for that. */
    private static boolean hasLeader(Consumer<?, ?> consumer, TopicPartition partition) {
        return consumer.partitionsFor(partition.topic(), MEASURED_WITHIN)
            .stream()
            .anyMatch(info -> info.partition() == partition.partition() && info.leader() != null
                    && !info.leader().isEmpty());
    }

    private CommittedOffset committed(Consumer<?, ?> consumer, OwnedPartition owned) {
        TopicPartition partition = owned.partition();
        OffsetAndMetadata committed = consumer.committed(Set.of(partition), TIMEOUT).get(partition);
        if (committed != null) {
            return new CommittedOffset(committed.offset(), committed.metadata());
        }
        if (owned.start() < 0) {
            owned.start(consumer.position(partition, TIMEOUT));
        }
        return new CommittedOffset(owned.start(), "");
    }

}
