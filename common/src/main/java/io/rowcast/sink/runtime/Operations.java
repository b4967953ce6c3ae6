package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private final String prefix;

    /** By the key of the record, in the order in which they were asked. */
    private final Map<String, PartitionRequest> requests = new LinkedHashMap<>();

    Operations(String group) {
        this.prefix = group + "/";
    }

    /** Forgets all: the topic is read from its beginning. */
    synchronized void clear() {
        this.requests.clear();
    }

    /** Takes a record of the topic. */
    synchronized void accept(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (!key.startsWith(this.prefix)) {
            return;
        }
        this.requests.remove(key);
        if (record.value() == null) {
            return;
        }
        Optional<PartitionRequest> request = PartitionRequest.of(key.substring(this.prefix.length()), record.value());
        request.ifPresentOrElse(known -> this.requests.put(key, known),
                () -> log.warn("{}-{}@{} with key {} is no request and is not followed", record.topic(),
                        record.partition(), record.offset(), key));
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
