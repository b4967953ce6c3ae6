package io.rowcast.s3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;

/**
 * Does around a writer what the runtime does, with one consumer that owns every partition
 * until it is told that it is a zombie.
 */
final class SimulatedReplica {

    private final SinkWriter writer;

    private final SimulatedTopic topic;

    private final BiConsumer<String, Runnable> requests;

    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private boolean owner = true;

    /** Commits are run by the given, so that they can fail. */
    SimulatedReplica(SinkWriter writer, SimulatedTopic topic, BiConsumer<String, Runnable> requests) {
        this.writer = writer;
        this.topic = topic;
        this.requests = requests;
    }

    /** From now on the partitions belong to another, and this one does not know it. */
    void becomeZombie() {
        this.owner = false;
    }

    /** Polls, writes and commits. */
    void poll(int count) {
        if (this.positions.isEmpty()) {
            open();
        }
        List<TopicRecord> records = new ArrayList<>();
        this.positions.replaceAll((partition, position) -> this.topic.poll(partition, position, count, records));
        SinkBatch batch = new SinkBatch(records, this.positions, this::commit);
        try {
            WriteResult result = write(batch);
            batch.positions()
                .forEach((partition, position) -> advance(partition,
                        result.heldFrom().getOrDefault(partition, position)));
        }
        catch (TransientSinkException ex) {
            this.positions.clear();
        }
    }

    private void open() {
        for (TopicPartition partition : this.topic.partitions()) {
            this.positions.put(partition, this.writer.open(partition, this.topic.committed(partition)));
        }
    }

    private WriteResult write(SinkBatch batch) {
        try {
            return this.writer.write(batch);
        }
        catch (SinkRejectionException ex) {
            List<TopicRecord> rejected = ex.rejections().stream().map(Rejection::record).toList();
            rejected.forEach(this.topic::deadLetter);
            return this.writer.write(batch.without(rejected));
        }
    }

    private void advance(TopicPartition partition, long offset) {
        if (!this.owner || offset > this.topic.committed(partition).offset()) {
            commit(partition, offset, "");
        }
    }

    private void commit(TopicPartition partition, long offset, String metadata) {
        if (!this.owner) {
            throw new TransientSinkException("fenced", null);
        }
        this.requests.accept("commit", () -> this.topic.commit(partition, offset, metadata));
    }

}
