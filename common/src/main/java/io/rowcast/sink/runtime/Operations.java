package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.rowcast.sink.deadletters.LetterOperations;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * What operators have asked of the partitions of one consumer group and is not done, and
 * which of them are paused: {@link OperationsTopic} in memory. Thread-safe.
 */
final class Operations {

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final String group;

    private final LetterOperations letters;

    /** By the key of the record, in the order in which they were asked. */
    private final Map<OperationsKey, PartitionRequest> requests = new LinkedHashMap<>();

    /**
     * Nothing yet.
     * @param letters takes what is about dead letters
     */
    Operations(String group, LetterOperations letters) {
        this.group = group;
        this.letters = letters;
    }

    /** Forgets all: the topic is read from its beginning. */
    synchronized void clear() {
        this.requests.clear();
        this.letters.clear();
    }

    /** Takes a record of the topic. */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        OperationsKey.of(this.group, record.key()).ifPresent(key -> {
            try {
                accept(key, record);
            }
            catch (JacksonException ex) {
                log.warn("{}-{}@{} with key {} cannot be read and is not followed", record.topic(), record.partition(),
                        record.offset(), key);
            }
        });
    }

    private synchronized void accept(OperationsKey key, ConsumerRecord<byte[], byte[]> record) {
        if (LetterOperations.isOf(key.what())) {
            this.letters.accept(key.partition(), key.what(), record.value(), record.offset());
            return;
        }
        this.requests.remove(key);
        if (record.value() != null) {
            PartitionRequest.of(key, record.value()).ifPresent(request -> this.requests.put(key, request));
        }
    }

    /**
     * Returns what last paused the partition or ended its pause, if anything ever did.
     */
    synchronized Optional<PartitionRequest> pause(TopicPartition partition) {
        return this.requests.values()
            .stream()
            .filter(request -> request.changesPause() && request.partition().equals(partition))
            .findFirst();
    }

    /** Returns what is to be done with a partition, the oldest first. */
    synchronized List<PartitionRequest> pending(TopicPartition partition) {
        if (this.requests.isEmpty()) {
            return List.of();
        }
        List<PartitionRequest> pending = new ArrayList<>();
        this.requests.values()
            .stream()
            .filter(request -> !request.changesPause() && request.partition().equals(partition))
            .forEach(pending::add);
        return pending;
    }

    /** It is done: the record that says so is in the topic. */
    synchronized void done(PartitionRequest request) {
        this.requests.values().remove(request);
    }

}
