package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the letters of a partition begin and end.
 *
 * @param first the offset of the first
 * @param end the offset behind the last; the same where there are none
 */
record LetterExtent(long first, long end) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Asks the broker; nothing is where there is no such partition. */
    static LetterExtent of(Consumer<?, ?> consumer, TopicPartition letters) {
        boolean exists = consumer.partitionsFor(letters.topic(), TIMEOUT)
            .stream()
            .anyMatch(info -> info.partition() == letters.partition());
        return exists ? new LetterExtent(consumer.beginningOffsets(List.of(letters), TIMEOUT).get(letters),
                consumer.endOffsets(List.of(letters), TIMEOUT).get(letters)) : new LetterExtent(0, 0);
    }

}
