package io.rowcast.sink.deadletters;

import io.rowcast.record.RecordHeaders;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * How letters are compared with the partition that they come from.
 *
 * @param source the partition
 * @param partitions how many its topic has today
 * @param keepsKeys whether no transformation changes a key
 * @param writer knows what it would overwrite
 * @param format decodes
 */
record Comparison(TopicPartition source, int partitions, boolean keepsKeys, SinkWriter writer, RecordFormat format) {

    /**
     * Whether a letter could undo what a newer record of its key has done; one without a
     * key cannot.
     */
    boolean overwrites(DeadLetter letter) {
        return letter.record().key() != null && this.writer.overwrites(record(letter));
    }

    /** Whether it would undo this one. */
    boolean overwrites(DeadLetter letter, ConsumerRecord<byte[], byte[]> newer) {
        return this.writer.overwrites(record(letter), new TopicRecord(newer, this.source, this.format));
    }

    /**
     * Whether newer records of the letter's key can be looked for in the partition: not
     * where a transformation makes other keys, nor where there is no such partition.
     */
    boolean isComparable(DeadLetter letter) {
        return this.keepsKeys && this.source.partition() < this.partitions
                && letter.source().filter(this.source::equals).isPresent();
    }

    /**
     * Whether every newer record of a comparable letter's key is in the partition: not
     * where the topic had other partitions when the letter was written, nor when its
     * record was.
     */
    boolean isProof(DeadLetter letter) {
        return letter.partitions() == this.partitions && isWhereItsKeyGoes(letter.record());
    }

    /**
     * Rowcast leaves the partition to Kafka's hash of the key. Of others' records only
     * the number of partitions is known, as of when they were rejected.
     */
    private boolean isWhereItsKeyGoes(ConsumerRecord<byte[], byte[]> letter) {
        return RecordHeaders.sequence(letter.headers()) < 0
                || Utils.toPositive(Utils.murmur2(letter.key())) % this.partitions == this.source.partition();
    }

    private TopicRecord record(DeadLetter letter) {
        return new TopicRecord(letter.original(), this.source, letter.sourceOffset(), this.format);
    }

}
