package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.rowcast.ingest.source.SourceRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * What is told of a row that cannot be published; never its value.
 *
 * @param key the row's key as JSON; null without a key, or with one that is too large
 * itself, or no JSON
 * @param size bytes of the row's value; 0 where it could not be made
 * @param reason why it cannot be published
 * @param source {@code database.schema.table}
 * @param time when the row was read
 */
record DeadLetter(@Nullable RawValue key, int size, @Nullable String reason, String source, Instant time) {

    private static final int LARGEST_KEY = 64 << 10;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static DeadLetter of(SourceRow row, PublishedTable table, Instant time) {
        byte[] key = row.key();
        RawValue json = (key != null && key.length <= LARGEST_KEY && isJson(key))
                ? new RawValue(new String(key, StandardCharsets.UTF_8)) : null;
        return new DeadLetter(json, row.size(), row.rejection(), table.source(), time);
    }

    /** The configured format may be another. */
    private static boolean isJson(byte[] key) {
        try {
            MAPPER.readTree(key);
            return true;
        }
        catch (JacksonException ex) {
            return false;
        }
    }

    byte[] json() {
        return MAPPER.writeValueAsBytes(this);
    }

}
