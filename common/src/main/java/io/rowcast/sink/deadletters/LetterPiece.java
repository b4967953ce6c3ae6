package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Some dead letters of a partition, one after the other.
 *
 * @param letters those that were wanted
 * @param end the offset behind the last that was looked at
 */
record LetterPiece(List<DeadLetter> letters, long end) {

    /** A few hundred letters are one transaction at the target. */
    private static final int MOST_LETTERS = 200;

    /** Of keys and values, unless a single letter is larger. */
    private static final long MOST_BYTES = 4 << 20;

    private static final Duration POLL = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Reads a piece that begins at an offset and ends before another. */
    static LetterPiece read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end,
            Predicate<DeadLetter> wanted) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        List<DeadLetter> letters = new ArrayList<>();
        long bytes = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() >= end) {
                    return new LetterPiece(letters, end);
                }
                DeadLetter letter = new DeadLetter(record);
                if (!wanted.test(letter)) {
                    continue;
                }
                letters.add(letter);
                bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
                if (letters.size() == MOST_LETTERS || bytes >= MOST_BYTES) {
                    return new LetterPiece(letters, record.offset() + 1);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new TransientSinkException(partition + " cannot be read to offset " + end, null);
            }
        }
        return new LetterPiece(letters, end);
    }

}
