package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import io.rowcast.operator.PipelineAction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator asks of a table. It waits in the cursors topic, each request under a
 * key of its own, until the table's owner has done it: the owner deletes it in the
 * transaction that does it.
 *
 * @param key of its record
 * @param offset of its record
 * @param action what is to be done
 * @param position for the actions that need one
 */
public record TableRequest(String key, long offset, PipelineAction action, @Nullable String position) {

    private static final Logger log = LoggerFactory.getLogger(TableRequest.class);

    private static final String MARK = "#request/";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Returns the key for a request to a table. */
    public static String key(PublishedTable table, String id) {
        return table.cursorKey() + MARK + id;
    }

    /** Returns the request that a record is, empty if it is none. */
    public static Optional<TableRequest> of(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null || !key.contains(MARK)) {
            return Optional.empty();
        }
        try {
            Content content = MAPPER.readValue(record.value(), Content.class);
            return PipelineAction.of(content.action())
                .map(action -> new TableRequest(key, record.offset(), action, content.position()));
        }
        catch (JacksonException ex) {
            log.warn("the request {} at {}-{}@{} cannot be read and is not followed", key, record.topic(),
                    record.partition(), record.offset());
            return Optional.empty();
        }
    }

    static byte[] json(PipelineAction action, @Nullable String position, Instant time) {
        return MAPPER.writeValueAsBytes(new Content(action.toString(), position, time));
    }

    /** Returns the key of the table's cursor. */
    public String cursorKey() {
        return this.key.substring(0, this.key.lastIndexOf(MARK));
    }

    /** The request in words: {@code reset 42}. */
    @Override
    public String toString() {
        return (this.position != null) ? this.action + " " + this.position : this.action.toString();
    }

    record Content(String action, @Nullable String position, Instant time) {
    }

}
