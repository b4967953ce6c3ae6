package io.rowcast.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.rowcast.record.RecordHeaders;
import io.rowcast.record.SchemaJson;
import io.rowcast.testkit.KafkaServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;

/** The schemas that rows name in their headers. */
final class PublishedSchemas implements AutoCloseable {

    private final PublishedTopic topic;

    private final SchemaJson json = new SchemaJson();

    private final Map<String, Schema> schemas = new HashMap<>();

    PublishedSchemas(KafkaServer kafka) {
        this.topic = new PublishedTopic(kafka, "rowcast.schemas");
    }

    /**
     * Returns the schema of a record that was published. It was published no later, so it
     * is there.
     */
    Schema of(ConsumerRecord<String, String> row) {
        String fingerprint = PublishedTopic.header(row, RecordHeaders.SCHEMA);
        for (int i = 0; i < 50 && !this.schemas.containsKey(fingerprint); i++) {
            this.topic.records()
                .forEach(each -> this.schemas.computeIfAbsent(each.key(),
                        key -> this.json.read(each.value().getBytes(StandardCharsets.UTF_8))));
        }
        Schema schema = this.schemas.get(fingerprint);
        if (schema == null) {
            throw new AssertionError("no schema " + fingerprint + " is published");
        }
        return schema;
    }

    @Override
    public void close() {
        this.topic.close();
    }

}
