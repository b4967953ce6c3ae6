package io.rowcast.sink.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

import io.rowcast.operator.RefusedRequestException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where an operator wants a partition to go on. */
sealed interface ResetPosition {

    /** How long the broker is asked. */
    Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Returns the offset that it means now.
     * @throws RefusedRequestException when the partition has no such offset
     */
    long in(Consumer<?, ?> consumer, TopicPartition partition);

    /**
     * Reads {@code beginning}, {@code end}, an offset, or a time.
     * @throws RefusedRequestException when it is none of them
     */
    static ResetPosition of(String text) {
        if (text.equals("beginning")) {
            return new Beginning();
        }
        if (text.equals("end")) {
            return new End();
        }
        if (text.matches("\\d{1,18}")) {
            return new Offset(Long.parseLong(text));
        }
        try {
            return new Time(Instant.parse(text));
        }
        catch (DateTimeParseException ex) {
            throw new RefusedRequestException("position: '" + text + "' is none of beginning, end, an offset such as "
                    + "4711, or a time such as 2026-11-21T10:15:00Z");
        }
    }

    private static long first(Consumer<?, ?> consumer, TopicPartition partition) {
        return consumer.beginningOffsets(List.of(partition), TIMEOUT).get(partition);
    }

    private static long end(Consumer<?, ?> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition), TIMEOUT).get(partition);
    }

    /** The first record that the partition still has. */
    record Beginning() implements ResetPosition {

        @Override
        public long in(Consumer<?, ?> consumer, TopicPartition partition) {
            return first(consumer, partition);
        }

    }

    /** What comes from now on. */
    record End() implements ResetPosition {

        @Override
        public long in(Consumer<?, ?> consumer, TopicPartition partition) {
            return end(consumer, partition);
        }

    }

    /** The record of this offset. */
    record Offset(long offset) implements ResetPosition {

        @Override
        public long in(Consumer<?, ?> consumer, TopicPartition partition) {
            long first = first(consumer, partition);
            long end = end(consumer, partition);
            if (this.offset < first || this.offset > end) {
                throw new RefusedRequestException("position: " + this.offset + " is not from " + first + " to " + end
                        + ", where " + partition + " begins and ends");
            }
            return this.offset;
        }

    }

    /** The first record with this timestamp or a later one, the end without one. */
    record Time(Instant time) implements ResetPosition {

        @Override
        public long in(Consumer<?, ?> consumer, TopicPartition partition) {
            OffsetAndTimestamp found = consumer
                .offsetsForTimes(Map.of(partition, Math.max(0, this.time.toEpochMilli())), TIMEOUT)
                .get(partition);
            return (found != null) ? found.offset() : end(consumer, partition);
        }

    }

}
