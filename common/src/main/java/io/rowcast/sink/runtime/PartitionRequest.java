package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.rowcast.operator.PipelineAction;
import org.apache.kafka.clients.producer.ProducerRecord;
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

    private static final Pattern KEY = Pattern.compile("([^/]+)-(\\d{1,9})/([^/]+)");

    private static final String PAUSE_KEY = "pause";

    /** Returns the record in which it waits. */
    ProducerRecord<byte[], byte[]> record(String group) {
        return new ProducerRecord<>(OperationsTopic.NAME, 0, key(group),
                MAPPER.writeValueAsBytes(new Content(this.id, this.action.toString(), this.position, Instant.now())));
    }

    /** Returns the record that deletes it. */
    ProducerRecord<byte[], byte[]> deletion(String group) {
        return new ProducerRecord<>(OperationsTopic.NAME, 0, key(group), null);
    }

    private byte[] key(String group) {
        return (group + "/" + this.partition + "/" + (changesPause() ? PAUSE_KEY : this.id))
            .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it holds from now on, rather than being done once. */
    boolean changesPause() {
        return this.action == PipelineAction.PAUSE || this.action == PipelineAction.RESUME;
    }

    /**
     * Reads a record.
     * @param key its key without the group and the slash behind it
     * @param value its value
     * @return empty where it is no request, or one of a later version
     */
    static Optional<PartitionRequest> of(String key, byte[] value) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Content content = MAPPER.readValue(value, Content.class);
            TopicPartition partition = new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2)));
            return PipelineAction.of(content.action())
                .map(action -> new PartitionRequest(content.id(), partition, action, content.position()));
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
