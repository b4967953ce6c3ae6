package io.rowcast.sink.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rowcast.operator.Reasons;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The compacted topic that holds what operators asked of the sinks. All services share
 * it; its one partition gives all requests one order. It is made with the first request.
 * Thread-safe.
 */
final class OperationsTopic {

    static final String NAME = "rowcast.operations";

    /** Only closed segments are compacted, and every start reads all of it. */
    private static final Map<String, String> CONFIG = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT, TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(4 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;

    private final short replication;

    private volatile boolean created;

    /**
     * Creates nothing yet.
     * @param replication -1 leaves it to the broker
     */
    OperationsTopic(Admin admin, short replication) {
        this.admin = admin;
        this.replication = replication;
    }

    /**
     * Returns the topic's id, empty while there is no topic. One that was deleted and
     * made again has another.
     * @throws TransientSinkException when the broker does not say
     */
    Optional<Uuid> id() {
        try {
            return Optional.of(this.admin.describeTopics(List.of(NAME))
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .get(NAME)
                .topicId());
        }
        catch (ExecutionException ex) {
            if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
                this.created = false;
                return Optional.empty();
            }
            throw failure("looked for", ex);
        }
        catch (TimeoutException ex) {
            throw failure("looked for", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw failure("looked for", ex);
        }
    }

    /**
     * Creates the topic unless it is there.
     * @throws TransientSinkException when the broker does not
     */
    void create() {
        if (this.created) {
            return;
        }
        try {
            NewTopic topic = new NewTopic(NAME, Optional.of(1),
                    (this.replication > 0) ? Optional.of(this.replication) : Optional.empty());
            this.admin.createTopics(List.of(topic.configs(CONFIG))).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
        catch (ExecutionException ex) {
            if (!(ex.getCause() instanceof TopicExistsException)) {
                throw failure("created", ex);
            }
        }
        catch (TimeoutException ex) {
            throw failure("created", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw failure("created", ex);
        }
        this.created = true;
    }

    private static TransientSinkException failure(String what, Exception ex) {
        return new TransientSinkException("topic " + NAME + " cannot be " + what + ": " + Reasons.of(ex), ex);
    }

}
