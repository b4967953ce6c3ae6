package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;

import io.rowcast.ingest.source.TableName;

/**
 * Where a table's rows go.
 *
 * @param topic the topic of the rows
 * @param cursorKey key of the table's cursor
 * @param source value of the header {@code rowcast.source}
 */
public record PublishedTable(String topic, String cursorKey, String source) {

    /**
     * Names what belongs to a table.
     * @param sourceName the name of the source
     * @param header value of the header {@code rowcast.source}
     */
    public static PublishedTable of(String sourceName, String topic, TableName table, String header) {
        return new PublishedTable(topic, sourceName + "/" + table, header);
    }

    /** Returns the topic of the rows that cannot be published. */
    public String deadLetterTopic() {
        return this.topic + ".ingest.dlq";
    }

    byte[] sourceBytes() {
        return this.source.getBytes(StandardCharsets.UTF_8);
    }

}
