package io.rowcast.sink.deadletters;

import java.util.Set;

import org.apache.kafka.common.TopicPartition;

/** The topics that the broker has, as far as they are known. Thread-safe. */
public interface SourceTopics {

    /** Returns all partitions that this service reads, whoever owns them. */
    Set<TopicPartition> partitions();

    /** Returns how many partitions a topic has, 0 where there is no such topic. */
    int partitionCount(String topic);

    /** A topic was created, or has more partitions by now. */
    void created(String topic, int count);

}
