package io.rowcast.sink.runtime;

import java.time.Instant;
import java.util.Optional;

import io.rowcast.operator.PipelineAction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator asks of a partition, as it is kept in {@link OperationsTopic}. Whether
 * a partition is paused is one record of the partition, in which the latest wins; every
 * other request has a record of its own, which the partition's owner deletes when it is
 * done.
 *
 * @param id tells it from all others
 * @param partition the partition
 * @param action what is to be done
 * @param position for the actions that need one
 */
record PartitionRequest(String id, TopicPartition partition, PipelineAction action, @Nullable String position) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The rest of the key of a record that pauses a partition, or ends that. */
    static final String PAUSE_KEY = "pause";

    /** Returns the key of its record. */
    OperationsKey key() {
        return new OperationsKey(this.partition, changesPause() ? PAUSE_KEY : this.id);
    }

    /** Returns the value of its record. */
    byte[] json() {
        return MAPPER.writeValueAsBytes(new Content(this.id, this.action.toString(), this.position, Instant.now()));
    }

    /** Whether it holds from now on, rather than being done once. */
    boolean changesPause() {
        return this.action == PipelineAction.PAUSE || this.action == PipelineAction.RESUME;
    }

    /**
     * Reads a record.
     * @return empty where it is no request, or one of a later version
     */
    static Optional<PartitionRequest> of(OperationsKey key, byte[] value) {
        try {
            Content content = MAPPER.readValue(value, Content.class);
            return PipelineAction.of(content.action())
                .map(action -> new PartitionRequest(content.id(), key.partition(), action, content.position()));
        }
        catch (JacksonException ex) {
            return Optional.empty();
        }
    }

    /** The request in words: {@code reset 42}. */
    @Override
    public String toString() {
        return (this.position != null) ? this.action + " " + this.position : this.action.toString();
    }

    record Content(String id, String action, @Nullable String position, Instant time) {
    }

}
