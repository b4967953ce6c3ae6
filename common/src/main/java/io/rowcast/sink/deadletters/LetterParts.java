package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

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
     * Returns whose letters the owner of a partition deals with: its own, and those of
     * partitions that there are no more, or never were.
     */
    List<TopicPartition> sources(TopicPartition host) {
        int letters = this.topics.partitionCount(letters(host).topic());
        int partitions = this.topics.partitionCount(host.topic());
        if (partitions == 0 || host.partition() + partitions >= letters) {
            return List.of(host);
        }
        return IntStream.iterate(host.partition(), next -> next < letters, next -> next + partitions)
            .mapToObj(partition -> new TopicPartition(host.topic(), partition))
            .toList();
    }

    /** Returns how letters are compared with the partition that they come from. */
    Comparison comparison(TopicPartition source) {
        return new Comparison(source, this.topics.partitionCount(source.topic()), this.keepsKeys, this.target.writer(),
                this.target.format());
    }

}
