package io.rowcast.sink.deadletters;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.common.TopicPartition;

/**
 * What the jobs with dead letters of all partitions of this service share.
 *
 * @param service its name
 * @param reader reads for one after the other
 * @param topics tells how many partitions a topic has
 * @param keepsKeys whether no transformation changes a key
 * @param target how letters are written
 * @param permit is with the job that has letters in memory: one at a time
 */
record LetterParts(String service, LetterReader reader, SourceTopics topics, boolean keepsKeys,
        LetterTarget.Parts target, AtomicReference<Object> permit) {

    /** Returns where the dead letters of a partition are. */
    TopicPartition letters(TopicPartition source) {
        return new TopicPartition(DeadLetter.topic(source.topic(), this.service), source.partition());
    }

    /**
     * Whether every record of the letter's key that is newer is behind it in its
     * partition.
     */
    boolean isProof(DeadLetter letter) {
        return this.keepsKeys && letter.source()
            .filter(source -> letter.partitions() == this.topics.partitionCount(source.topic()))
            .isPresent();
    }

}
