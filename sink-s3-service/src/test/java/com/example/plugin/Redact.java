package com.example.plugin;

import java.util.Map;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;

/** A transformation that a user wrote. The service knows it from a jar only. */
public final class Redact<R extends ConnectRecord<R>> implements Transformation<R> {

    private String field = "";

    @Override
    public ConfigDef config() {
        return new ConfigDef().define("field", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "what to redact");
    }

    @Override
    public void configure(Map<String, ?> properties) {
        this.field = String.valueOf(properties.get("field"));
    }

    @Override
    public R apply(R record) {
        Struct row = new Struct(record.valueSchema());
        record.valueSchema().fields().forEach(each -> row.put(each, ((Struct) record.value()).get(each)));
        row.put(this.field, "redacted");
        return record.newRecord(record.topic(), record.kafkaPartition(), record.keySchema(), record.key(),
                record.valueSchema(), row, record.timestamp());
    }

    @Override
    public void close() {
    }

}
