package io.rowcast.s3;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records as the runtime hands them to a writer. Each row tells its own offset. */
final class Rows {

    static final TopicPartition USERS = new TopicPartition("P_users", 3);

    static final TopicPartition JOBS = new TopicPartition("P_jobs", 0);

    private static final RecordFormat FORMAT = new RecordFormat() {

        @Override
        public SinkRecord decode(ConsumerRecord<byte[], byte[]> record) {
            throw new UndecodableRecordException("JSON lines are not decoded", null);
        }

        @Override
        public byte[] json(ConsumerRecord<byte[], byte[]> record) {
            if (record.value()[0] != '{') {
                throw new UndecodableRecordException("not a JSON object", null);
            }
            return record.value();
        }

    };

    private Rows() {
    }

    static TopicRecord row(TopicPartition partition, long offset) {
        return record(partition, offset, "{\"offset\":" + offset + "}");
    }

    static TopicRecord tombstone(TopicPartition partition, long offset) {
        return record(partition, offset, null);
    }

    static TopicRecord undecodable(TopicPartition partition, long offset) {
        return record(partition, offset, "no row");
    }

    static TopicRecord record(TopicPartition partition, long offset, @Nullable String value) {
        return new TopicRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0],
                (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null), partition, FORMAT);
    }

    static List<TopicRecord> rows(TopicPartition partition, long from, long to) {
        return LongStream.range(from, to).mapToObj(offset -> row(partition, offset)).toList();
    }

    /** Returns the lines that rows become. */
    static String lines(long from, long to) {
        StringBuilder lines = new StringBuilder();
        LongStream.range(from, to).forEach(offset -> lines.append("{\"offset\":").append(offset).append("}\n"));
        return lines.toString();
    }

    /** Returns a batch of one partition behind which the position is as given. */
    static SinkBatch batch(TopicPartition partition, List<TopicRecord> records, long position,
            SinkBatch.OffsetCommitter committer) {
        return new SinkBatch(records, Map.of(partition, position), committer);
    }

}
