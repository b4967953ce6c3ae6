package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rowcast.operator.Reasons;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates dead letter topics when the first letter is sent. Each has as many partitions
 * as its topic, so that whoever owns a partition owns its dead letters. Thread-safe.
 */
final class DeadLetterTopics {

    /** Room for the headers that tell the reason. */
    private static final int HEADERS_BYTES = 64 * 1024;

    private static final long TIMEOUT_SECONDS = 10;

    private final String service;

    private final Admin admin;

    private final DeadLetterProperties properties;

    private final SourceTopics topics;

    private final LetterOperations operations;

    private final LetterStore store;

    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    DeadLetterTopics(String service, Admin admin, DeadLetterProperties properties, SourceTopics topics,
            LetterOperations operations, LetterStore store) {
        this.service = service;
        this.admin = admin;
        this.operations = operations;
        this.store = store;
        this.properties = properties;
        this.topics = topics;
    }

    /**
     * Sees to it that the topic is there, with a partition for that of the original. It
     * takes whatever the original topic took, and the headers besides.
     * @return how many partitions the original had when this was last looked at
     * @throws TransientSinkException when the broker does not
     */
    int require(String topic, String original, int partition) {
        Integer partitions = this.known.get(topic);
        if (partitions == null || partitions <= partition) {
            partitions = create(topic, original, partition);
            this.known.put(topic, partitions);
        }
        return partitions;
    }

    /** A topic that takes no letters may have been deleted. */
    void forget() {
        this.known.clear();
    }

    private int create(String topic, String original, int partition) {
        try {
            int read = partitions(original);
            int partitions = Math.max(read, partition + 1);
            int largest = Integer.parseInt(maxMessageBytes(original)) + HEADERS_BYTES;
            NewTopic newTopic = new NewTopic(topic, Optional.of(partitions),
                    (this.properties.replication() > 0) ? Optional.of(this.properties.replication()) : Optional.empty())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largest),
                        TopicConfig.RETENTION_MS_CONFIG, "-1"));
            if (topic.equals(DeadLetter.topic(original, this.service))) {
                forgetLettersOfOneThatIsGone(newTopic, original);
            }
            int present = created(newTopic, false) ? partitions : partitions(topic);
            if (present < partitions) {
                this.admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
            this.topics.created(topic, Math.max(present, partitions));
            return read;
        }
        catch (ExecutionException | TimeoutException ex) {
            throw failure(topic, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw failure(topic, ex);
        }
    }

    /**
     * What was done with the letters of a topic that was deleted is not to hide new ones.
     */
    private void forgetLettersOfOneThatIsGone(NewTopic topic, String original)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> noted = this.operations.ledgers()
            .keySet()
            .stream()
            .filter(partition -> partition.topic().equals(original))
            .toList();
        if (!noted.isEmpty() && created(topic, true)) {
            noted.forEach(partition -> this.store.require(partition, LetterOperations.LEDGER, null));
        }
    }

    /** Returns whether there was no such topic: the controller knows. */
    private boolean created(NewTopic topic, boolean onlyAsked)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            this.admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(onlyAsked))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        }
        catch (ExecutionException ex) {
            if (ex.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw ex;
        }
    }

    private int partitions(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        return this.admin.describeTopics(List.of(topic))
            .allTopicNames()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .get(topic)
            .partitions()
            .size();
    }

    private String maxMessageBytes(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return this.admin.describeConfigs(List.of(resource))
            .all()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .get(resource)
            .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
            .value();
    }

    private static TransientSinkException failure(String topic, Exception ex) {
        return new TransientSinkException("the dead letter topic " + topic + " cannot be created: " + Reasons.of(ex),
                ex);
    }

}
