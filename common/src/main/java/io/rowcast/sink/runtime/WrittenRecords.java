package io.rowcast.sink.runtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;

/** Sums up the records of a batch that were not rejected, for each partition. */
final class WrittenRecords {

    private WrittenRecords() {
    }

    static Map<TopicPartition, OwnedPartition.Undurable> in(SinkBatch batch, WriteResult result) {
        Set<TopicRecord> rejected = new HashSet<>();
        for (Rejection rejection : result.rejections()) {
            rejected.add(rejection.record());
        }
        Map<TopicPartition, OwnedPartition.Undurable> sums = new HashMap<>();
        for (TopicRecord record : batch.records()) {
            int count = rejected.contains(record) ? 0 : 1;
            sums.merge(record.partition(), new OwnedPartition.Undurable(record.offset(), count, record.timestamp()),
                    (sum, each) -> new OwnedPartition.Undurable(each.lastOffset(), sum.count() + each.count(),
                            sum.timestamp()));
        }
        return sums;
    }

}
