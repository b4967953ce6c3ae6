package io.rowcast.sink.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.deadletters.DeadLetterProperties;
import io.rowcast.sink.deadletters.TooManyRejectionsException;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells a wrong configuration from bad data: holds a partition of which too many of the
 * recent records would be dead letters.
 */
final class CircuitBreaker {

    /** Fewer records than this say nothing about the others. */
    private static final int SAMPLE = 20;

    private final Function<TopicPartition, RecentRecords> partitions;

    private final double maxRatio;

    CircuitBreaker(Function<TopicPartition, RecentRecords> partitions, DeadLetterProperties settings) {
        this.partitions = partitions;
        this.maxRatio = settings.maxRatio();
    }

    /**
     * Lets rejections of a batch pass, and counts them.
     * @throws TooManyRejectionsException when they are too many, none of them then counts
     */
    void admit(SinkBatch batch, List<Rejection> rejections) {
        Map<TopicPartition, List<Rejection>> rejected = rejections.stream()
            .collect(Collectors.groupingBy(rejection -> rejection.record().partition()));
        Map<TopicPartition, Integer> records = new HashMap<>();
        for (TopicRecord record : batch.records()) {
            records.merge(record.partition(), 1, Integer::sum);
        }
        rejected.forEach((partition, some) -> require(partition, records.getOrDefault(partition, 0), some));
        rejected.forEach((partition, some) -> this.partitions.apply(partition)
            .add(some.getLast().record().offset(), some.size(), some.size()));
    }

    private void require(TopicPartition partition, int records, List<Rejection> rejections) {
        RecentRecords recent = this.partitions.apply(partition);
        long rejected = recent.rejected() + rejections.size();
        long seen = recent.records() + records;
        if (rejected > this.maxRatio * Math.max(seen, SAMPLE)) {
            throw new TooManyRejectionsException(rejected + " of the last " + seen + " records of " + partition
                    + " cannot be written, which is more than rowcast.dead-letter.max-ratio=" + this.maxRatio
                    + " and looks like a wrong configuration; the latest: "
                    + rejections.getLast().reason().getMessage(), rejections.getLast().reason());
        }
    }

}
