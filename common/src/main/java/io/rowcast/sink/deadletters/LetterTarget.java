package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the dead letters of a partition to the target, through the same transformations,
 * classification and breaker as every record. To the writer they are a partition like any
 * other, with a durable position of its own: so a target that writes exactly once writes
 * letters exactly once. For the thread of the partition's consumer.
 */
final class LetterTarget {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TopicPartition letters;

    private final SinkWriter writer;

    private final RecordFormat format;

    private final LetterBatches batches;

    /** The letters of the piece at hand, by their offsets. */
    private final Map<Long, DeadLetter> piece = new HashMap<>();

    private long failed;

    private long durable;

    private boolean planned;

    /**
     * Opens nothing yet.
     * @param letters the partition of the dead letter topic
     * @param parts what it shares with the writing of all other records
     */
    LetterTarget(TopicPartition letters, Parts parts) {
        this.letters = letters;
        this.writer = parts.writer();
        this.format = parts.format();
        this.batches = parts.batches().of(letters, rejections -> reject(parts.deadLetters(), rejections));
    }

    private void reject(DeadLetters deadLetters, List<Rejection> rejections) {
        deadLetters.publish(rejections, record -> this.piece.get(record.offset()));
        this.failed += rejections.size();
    }

    /** Moves the target's position to where a job begins. */
    void reset(Consumer<?, ?> consumer, long offset) {
        commit(consumer, offset, "");
        this.writer.open(this.letters, new CommittedOffset(offset, ""));
        this.writer.reset(this.letters, offset);
    }

    /**
     * Returns what is durable at the target: the offset of the first letter that is not.
     * @param noted where the job stands, should Kafka have forgotten it
     */
    long open(Consumer<?, ?> consumer, long noted) {
        OffsetAndMetadata committed = consumer.committed(Set.of(this.letters), TIMEOUT).get(this.letters);
        this.planned = committed != null && !committed.metadata().isEmpty();
        this.durable = this.writer.open(this.letters, (committed != null)
                ? new CommittedOffset(committed.offset(), committed.metadata()) : new CommittedOffset(noted, ""));
        return this.durable;
    }

    /**
     * Writes letters.
     * @param end the offset behind the last letter of the piece
     * @return what is durable then
     * @throws TooManyRejectionsException when they are not to be written as things are
     */
    long write(Consumer<?, ?> consumer, List<DeadLetter> some, long end) {
        this.piece.clear();
        this.failed = 0;
        some.forEach(letter -> this.piece.put(letter.offset(), letter));
        List<TopicRecord> records = some.stream()
            .map(letter -> new TopicRecord(letter.original(), this.letters, letter.offset(), this.format))
            .toList();
        SinkBatch batch = new SinkBatch(records, Map.of(this.letters, end),
                (partition, offset, metadata) -> commit(consumer, offset, metadata));
        this.batches.write(batch, (part, result) -> {
            long offset = result.heldFrom()
                .getOrDefault(this.letters, part.positions().getOrDefault(this.letters, this.durable));
            if (offset > this.durable) {
                commit(consumer, offset, "");
                this.durable = offset;
            }
        });
        return this.durable;
    }

    /** Returns what is durable. */
    long durable() {
        return this.durable;
    }

    /** Returns how many of the letters that were written last were rejected again. */
    long failed() {
        return this.failed;
    }

    /**
     * Whether the writer has noted in Kafka what it is about to make durable, and may
     * have done it: that has to be finished before anything else is written.
     */
    boolean isPlanned() {
        return this.planned;
    }

    private void commit(Consumer<?, ?> consumer, long offset, String metadata) {
        this.batches.commit(consumer, Map.of(this.letters, new OffsetAndMetadata(offset, metadata)));
        this.planned = !metadata.isEmpty();
    }

    void release() {
        this.writer.release(Set.of(this.letters));
    }

    /** What the letters of all partitions share. */
    record Parts(SinkWriter writer, RecordFormat format, LetterBatches.Factory batches, DeadLetters deadLetters,
            DeadLetterProperties settings) {
    }

}
