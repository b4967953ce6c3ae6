package io.rowcast.sink.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rowcast.operator.Reasons;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates dead letter topics when the first letter is sent. Thread-safe. */
final class DeadLetterTopics {

    /** Room for the headers that tell the reason. */
    private static final int HEADERS_BYTES = 64 * 1024;

    private final Admin admin;

    private final SinkProperties.DeadLetter properties;

    private final Set<String> created = ConcurrentHashMap.newKeySet();

    DeadLetterTopics(Admin admin, SinkProperties.DeadLetter properties) {
        this.admin = admin;
        this.properties = properties;
    }

    /**
     * Creates the topic unless it is there. It takes whatever the original topic took,
     * and the headers besides.
     * @throws TransientSinkException when the broker does not
     */
    void create(String topic, String original) {
        if (this.created.contains(topic)) {
            return;
        }
        try {
            int largest = Integer.parseInt(maxMessageBytes(original)) + HEADERS_BYTES;
            NewTopic newTopic = new NewTopic(topic, Optional.of(this.properties.partitions()),
                    (this.properties.replication() > 0) ? Optional.of(this.properties.replication()) : Optional.empty())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largest),
                        TopicConfig.RETENTION_MS_CONFIG, "-1"));
            this.admin.createTopics(List.of(newTopic)).all().get(10, TimeUnit.SECONDS);
        }
        catch (ExecutionException ex) {
            if (!(ex.getCause() instanceof TopicExistsException)) {
                throw failure(topic, ex);
            }
        }
        catch (TimeoutException ex) {
            throw failure(topic, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw failure(topic, ex);
        }
        this.created.add(topic);
    }

    private String maxMessageBytes(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return this.admin.describeConfigs(List.of(resource))
            .all()
            .get(10, TimeUnit.SECONDS)
            .get(resource)
            .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
            .value();
    }

    private static TransientSinkException failure(String topic, Exception ex) {
        return new TransientSinkException("the dead letter topic " + topic + " cannot be created: " + Reasons.of(ex),
                ex);
    }

}
