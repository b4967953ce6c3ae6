package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.rowcast.operator.Backoff;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.operator.Reasons;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.deadletters.TooManyRejectionsException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses partitions after a failure until it is time to try again. A failure that no
 * writer foresaw, or too many rejections, hold the partition in the same way, under
 * another name: nothing is dropped because of them.
 */
final class PartitionFailures {

    private static final Logger log = LoggerFactory.getLogger(PartitionFailures.class);

    private final Backoff backoff;

    private final SinkMetrics metrics;

    PartitionFailures(Backoff backoff, SinkMetrics metrics) {
        this.backoff = backoff;
        this.metrics = metrics;
    }

    void failed(Consumer<?, ?> consumer, Collection<OwnedPartition> partitions, RuntimeException failure) {
        List<TopicPartition> names = partitions.stream().map(OwnedPartition::partition).toList();
        boolean isTransient = failure instanceof TransientSinkException || failure instanceof KafkaException;
        boolean foreseen = isTransient || failure instanceof TooManyRejectionsException;
        String reason = foreseen ? String.valueOf(failure.getMessage()) : Reasons.of(failure);
        State state = isTransient ? State.RETRYING : State.HELD;
        boolean isNews = partitions.stream().anyMatch(partition -> partition.failures() == 0 || !partition.is(state));
        consumer.pause(names);
        for (OwnedPartition each : partitions) {
            if (each.durable() >= 0) {
                consumer.seek(each.partition(), each.durable());
            }
            Duration delay = this.backoff.delay(each.failures() + 1, ThreadLocalRandom.current());
            each.failed(state, reason, delay);
            this.metrics.retried(each.partition().topic());
        }
        if (isNews && !foreseen) {
            log.error("{}: held after an unknown failure, trying again", names, failure);
        }
        else if (isNews) {
            log.warn("{}: {}: {}", names, state, reason);
        }
    }

}
