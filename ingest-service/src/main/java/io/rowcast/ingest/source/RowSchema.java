package io.rowcast.ingest.source;

import io.rowcast.record.SchemaJson;
import org.apache.kafka.connect.data.Schema;

/**
 * The schema of rows in the form in which it is published.
 *
 * @param json Connect's JSON schema
 * @param fingerprint its fingerprint, by which records name it
 */
public record RowSchema(byte[] json, String fingerprint) {

    private static final SchemaJson SCHEMA_JSON = new SchemaJson();

    static RowSchema of(Schema schema) {
        byte[] json = SCHEMA_JSON.write(schema);
        return new RowSchema(json, SchemaJson.fingerprint(json));
    }

}
