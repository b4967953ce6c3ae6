package io.rowcast.ingest.publish;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are not there yet. Thread-safe. */
public final class Topics {

    static final String SCHEMAS = "rowcast.schemas";

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    /**
     * Only closed segments are compacted, and every start reads a partition to its end.
     * With Kafka's own segments of 1 GB that could be a week of cursors.
     */
    private static final Map<String, String> CURSOR_CONFIG = Map.of("cleanup.policy", "compact", "segment.bytes",
            Integer.toString(4 << 20), "min.cleanable.dirty.ratio", "0.1");

    private final Admin admin;

    private final int partitions;

    private final short replication;

    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    /**
     * Creates nothing yet.
     * @param partitions of a new topic of rows
     * @param replication of any new topic; -1 leaves it to the broker
     */
    public Topics(Admin admin, int partitions, short replication) {
        this.admin = admin;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * Sees to it that the topics of cursors and schemas are there.
     * @return the number of partitions of the cursors topic
     * @throws PublishFailedException when the broker does not answer or refuses
     */
    public int requireOwn() {
        require(new NewTopic(SCHEMAS, 1, this.replication).configs(Map.of("cleanup.policy", "compact")));
        return require(new NewTopic(CursorTopic.NAME, CursorTopic.PARTITIONS, this.replication).configs(CURSOR_CONFIG));
    }

    /** Sees to it that a topic of rows is there. */
    void requireRows(String topic) {
        require(new NewTopic(topic, this.partitions, this.replication));
    }

    /** Sees to it that a topic of dead letters is there. */
    void requireDeadLetters(String topic) {
        require(new NewTopic(topic, 1, this.replication));
    }

    /** After a failure: who knows whether the topic is still there. */
    void forget(String topic) {
        this.known.remove(topic);
    }

    private int require(NewTopic topic) {
        return this.known.computeIfAbsent(topic.name(), name -> {
            try {
                return existsOrCreate(topic);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new PublishFailedException("interrupted while looking for topic " + name);
            }
            catch (ExecutionException ex) {
                throw new PublishFailedException("topic " + name + " cannot be found or created", ex);
            }
        });
    }

    private int existsOrCreate(NewTopic topic) throws InterruptedException, ExecutionException {
        try {
            return describe(topic.name());
        }
        catch (ExecutionException ex) {
            if (!(ex.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw ex;
            }
        }
        try {
            this.admin.createTopics(List.of(topic)).all().get();
            log.info("created topic {} with {} partitions", topic.name(), topic.numPartitions());
            return topic.numPartitions();
        }
        catch (ExecutionException ex) {
            if (ex.getCause() instanceof TopicExistsException) {
                return describe(topic.name());
            }
            throw ex;
        }
    }

    private int describe(String topic) throws InterruptedException, ExecutionException {
        return this.admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    }

}
