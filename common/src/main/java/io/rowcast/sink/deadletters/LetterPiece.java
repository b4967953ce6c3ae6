package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

    /**
     * Where few are wanted: how far a job is is noted after so many, and others have
     * their turn.
     */
    private static final int MOST_LOOKED_AT = 20_000;

    private static final Duration POLL = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Reads a piece that begins at an offset and ends before another. What the partition
     * has no more is passed over.
     */
    static LetterPiece read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end,
            Predicate<DeadLetter> wanted) {
        LetterExtent extent = LetterExtent.of(consumer, partition);
        long first = Math.max(from, extent.first());
        long to = Math.min(Math.min(end, extent.end()), first + MOST_LOOKED_AT);
        if (first >= to) {
            return new LetterPiece(List.of(), end);
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, first);
        List<DeadLetter> letters = new ArrayList<>();
        long bytes = 0;
        ReadingProgress progress = new ReadingProgress(partition, PATIENCE);
        for (long at = first; at < to; at = consumer.position(partition, PATIENCE)) {
            progress.at(at);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                DeadLetter letter = new DeadLetter(record);
                if (record.offset() >= to || !wanted.test(letter)) {
                    continue;
                }
                letters.add(letter);
                bytes += letter.bytes();
                if (letters.size() == MOST_LETTERS || bytes >= MOST_BYTES) {
                    return new LetterPiece(letters, record.offset() + 1);
                }
            }
        }
        return new LetterPiece(letters, (to == extent.end()) ? end : to);
    }

}
