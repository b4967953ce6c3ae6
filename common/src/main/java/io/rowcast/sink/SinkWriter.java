package io.rowcast.sink;

import java.util.Collection;

import org.apache.kafka.common.TopicPartition;

/**
 * Writes the records of topics to one outside system. A sink service supplies one bean of
 * this type.
 * <p>
 * The life of a partition:
 * <ol>
 * <li>{@link #open} is called when the partition is assigned, and again after every
 * failure: the writer forgets what it holds of the partition and says where reading
 * begins.</li>
 * <li>{@link #write} is called with the records from there on, in the order of their
 * offsets.</li>
 * <li>{@link #release} is called when the partition goes to another consumer, or the
 * service stops.</li>
 * </ol>
 * A partition is with one thread at a time, but different partitions are with different
 * threads: the writer is thread-safe. Every call has a time limit of its own well below
 * {@code max.poll.interval.ms}; one that blocks for longer loses its partitions.
 */
public interface SinkWriter extends AutoCloseable {

    /**
     * Prepares for a partition, from the position that is durable at the target.
     * @param partition the partition
     * @param committed what Kafka keeps for the consumer group
     * @return the offset of the first record to write
     * @throws TransientSinkException to be called again later
     */
    default long open(TopicPartition partition, CommittedOffset committed) {
        return committed.offset();
    }

    /**
     * Writes a batch and returns when every record is durably written, rejected, or
     * reported as held. Until then nothing of it is committed.
     * <p>
     * A batch may be empty: about once a second where no records arrive, so that a writer
     * can act on the time, and after a dead letter, so that the position moves past it.
     * @param batch records of one or more open partitions, in offset order within each
     * @return what became of the records; see {@link WriteResult}
     * @throws TransientSinkException to have the partitions opened again and the same
     * records sent again later
     * @throws SinkRejectionException when nothing of the batch was written because of
     * some records: the runtime sends them to the dead letter topic, splitting the batch
     * where the exception does not name them, and calls again with the rest
     */
    WriteResult write(SinkBatch batch);

    /**
     * Makes another position the durable one, where the target and not Kafka keeps it:
     * the partition is opened again and begins there. Called between {@link #open} and
     * the first write, at an operator's request, when the position is in Kafka already.
     * May be called again with the same request, or a later one in its place.
     * @param offset the offset of the first record to write
     * @throws TransientSinkException to be opened again and called again later; also when
     * another replica has changed the position since {@link #open}
     */
    default void reset(TopicPartition partition, long offset) {
    }

    /**
     * Whether writing a record again may undo a newer one of its key: take its place,
     * delete what it wrote, or bring back what it deleted. Then a dead letter is only
     * written again where its topic has no newer record that it would undo.
     * @param record one that {@link #write} has rejected before
     */
    default boolean overwrites(TopicRecord record) {
        return true;
    }

    /**
     * Whether writing a record again would undo this newer one of its key; asked where
     * {@link #overwrites(TopicRecord)} says that there may be such.
     */
    default boolean overwrites(TopicRecord record, TopicRecord newer) {
        return true;
    }

    /**
     * Forgets the partitions: what is held of them will be read again by their next
     * owner. Does not throw and does not wait for the target.
     */
    default void release(Collection<TopicPartition> partitions) {
    }

    /**
     * Asks the target whether a write would succeed now. Called every few seconds on a
     * thread of its own.
     * @throws RuntimeException if a write would fail now, with the reason in words
     */
    void check();

    @Override
    void close();

}
