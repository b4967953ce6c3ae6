package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.RefusedRequestException;
import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.deadletters.DeadLetters;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with the partitions of a consumer what operators asked for, on the consumer's
 * thread. A partition of which something is asked is closed; before it is opened again
 * the requests are done, and nothing is written between a request and the record that
 * says it is done. So whoever owns the partition after a kill in between does it again,
 * to the same effect.
 */
final class PartitionOperator {

    private static final Logger log = LoggerFactory.getLogger(PartitionOperator.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Operations operations;

    private final OperationsReader reader;

    private final OperationsWriter done;

    private final AskedRequests asked;

    private final SinkWriter writer;

    private final DeadLetters deadLetters;

    PartitionOperator(Operations operations, OperationsReader reader, OperationsWriter done, AskedRequests asked,
            SinkWriter writer, DeadLetters deadLetters) {
        this.operations = operations;
        this.reader = reader;
        this.done = done;
        this.asked = asked;
        this.writer = writer;
        this.deadLetters = deadLetters;
    }

    /** Closes the partitions of which something is asked. Does not wait. */
    void follow(Consumer<?, ?> consumer, List<OwnedPartition> partitions) {
        for (OwnedPartition owned : partitions) {
            if (!this.reader.isKnown(owned.assignedNanos())) {
                continue;
            }
            owned.operable();
            List<PartitionRequest> pending = this.operations.pending(owned.partition());
            if (!pending.isEmpty() && owned.noticed(pending.getLast().id())) {
                close(consumer, owned);
                owned.reopen();
            }
            followPause(consumer, owned);
        }
    }

    /**
     * One that was not opened yet is opened first, to tell where it stands, and paused
     * then.
     */
    private void followPause(Consumer<?, ?> consumer, OwnedPartition owned) {
        boolean isPaused = isPaused(owned.partition());
        boolean isKnown = owned.isOpen() || owned.failures() > 0;
        if (isPaused && isKnown && this.operations.pending(owned.partition()).isEmpty()) {
            close(consumer, owned);
            owned.paused();
            log.info("{}: paused by an operator", owned.partition());
        }
        if (!isPaused && owned.isPaused()) {
            owned.reopen();
            log.info("{}: resumed by an operator", owned.partition());
        }
        if (isPaused == owned.isPaused()) {
            this.operations.pause(owned.partition()).ifPresent(request -> this.asked.done(request.id()));
        }
    }

    private void close(Consumer<?, ?> consumer, OwnedPartition owned) {
        consumer.pause(Set.of(owned.partition()));
        this.writer.release(Set.of(owned.partition()));
    }

    /** Whether an operator wants nothing of the partition to be written. */
    boolean isPaused(TopicPartition partition) {
        return this.operations.pause(partition).filter(last -> last.action() == PipelineAction.PAUSE).isPresent();
    }

    /**
     * Does what is asked of a partition that the writer has opened.
     * @param offset where it stands
     * @return where it stands then
     */
    long answer(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        long next = offset;
        for (PartitionRequest request : this.operations.pending(partition)) {
            try {
                next = answer(consumer, request, next);
                this.done.delete(request);
                log.info("{}: {} by an operator, goes on at offset {}", partition, request, next);
                this.asked.done(request.id());
            }
            catch (RefusedRequestException ex) {
                this.done.delete(request);
                log.warn("{}: {} by an operator is refused: {}", partition, request, ex.getMessage());
                this.asked.refused(request.id(), ex);
            }
            this.operations.done(request);
        }
        return next;
    }

    /**
     * The commit fails where the partition is no longer this consumer's, before anything
     * is changed at the target.
     */
    private long answer(Consumer<?, ?> consumer, PartitionRequest request, long offset) {
        if (request.action() != PipelineAction.RESET) {
            return offset;
        }
        TopicPartition partition = request.partition();
        long position = ResetPosition.of(Objects.requireNonNull(request.position())).in(consumer, partition);
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(position)), TIMEOUT);
        this.deadLetters.forget(partition);
        this.writer.reset(partition, position);
        return this.writer.open(partition, new CommittedOffset(position, ""));
    }

}
