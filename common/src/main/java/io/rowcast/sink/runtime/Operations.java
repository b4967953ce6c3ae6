package io.rowcast.sink.runtime;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.rowcast.sink.deadletters.LetterOperations;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators have asked of the partitions of one consumer group and is not done, and
 * which of them are paused: {@link OperationsTopic} in memory. Thread-safe.
 */
final class Operations {

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final String group;

    private final LetterOperations letters;

    /**
     * Of each partition by the rest of the key, in the order in which they were asked.
     */
    private final Map<TopicPartition, Map<String, PartitionRequest>> requests = new HashMap<>();

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
            catch (RuntimeException ex) {
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
        Map<String, PartitionRequest> asked = this.requests.computeIfAbsent(key.partition(),
                none -> new LinkedHashMap<>());
        asked.remove(key.what());
        if (record.value() != null) {
            PartitionRequest.of(key, record.value()).ifPresent(request -> asked.put(key.what(), request));
        }
    }

    /**
     * Returns what last paused the partition or ended its pause, if anything ever did.
     */
    synchronized Optional<PartitionRequest> pause(TopicPartition partition) {
        return Optional.ofNullable(this.requests.getOrDefault(partition, Map.of()).get(PartitionRequest.PAUSE_KEY));
    }

    /** Returns what is to be done with a partition, the oldest first. */
    synchronized List<PartitionRequest> pending(TopicPartition partition) {
        Map<String, PartitionRequest> asked = this.requests.getOrDefault(partition, Map.of());
        return asked.isEmpty() ? List.of()
                : asked.values().stream().filter(request -> !request.changesPause()).toList();
    }

    /** It is done: the record that says so is in the topic. */
    synchronized void done(PartitionRequest request) {
        this.requests.getOrDefault(request.partition(), new HashMap<>()).values().remove(request);
    }

}
