package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.Map;

import io.rowcast.record.RecordHeaders;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dead letter with its key and row, for an operator to look at.
 *
 * @param letter what describes it
 * @param key decoded, masked; null without one
 * @param row decoded, masked; null for a delete, and where it cannot be decoded
 * @param undecodable why it cannot be decoded; its bytes are not shown, because nothing
 * in them can be masked
 * @param source database, schema and table
 */
record LetterContent(LetterSummary letter, @Nullable JsonNode key, @Nullable JsonNode row, @Nullable String undecodable,
        @Nullable String source) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String MASK = "***";

    /**
     * Decodes a letter.
     * @param source the partition under whose name it is found
     */
    static LetterContent of(DeadLetter letter, TopicPartition source, RecordFormat format, List<String> masked) {
        TopicRecord record = new TopicRecord(letter.original(), source, letter.offset(), format);
        LetterSummary summary = LetterSummary.of(letter, source);
        try {
            byte[] key = record.key();
            return new LetterContent(summary, (key != null) ? masked(key, masked) : null,
                    record.isTombstone() ? null : masked(record.json(), masked), null, source(record));
        }
        catch (UndecodableRecordException | JacksonException ex) {
            return new LetterContent(summary, null, null, String
                .valueOf((ex instanceof UndecodableRecordException) ? ex.getMessage() : "the key or value is no JSON"),
                    source(record));
        }
    }

    private static @Nullable String source(TopicRecord record) {
        return RecordHeaders.text(record.headers(), RecordHeaders.SOURCE);
    }

    private static JsonNode masked(byte[] json, List<String> fields) {
        return mask(MAPPER.readTree(json), fields);
    }

    private static JsonNode mask(JsonNode node, List<String> fields) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
                if (fields.contains(property.getKey())) {
                    object.put(property.getKey(), MASK);
                }
                else {
                    mask(property.getValue(), fields);
                }
            }
        }
        else if (node instanceof ArrayNode array) {
            array.forEach(each -> mask(each, fields));
        }
        return node;
    }

}
