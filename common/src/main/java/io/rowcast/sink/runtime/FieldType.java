package io.rowcast.sink.runtime;

import io.rowcast.record.SemanticTypes;
import org.apache.kafka.connect.data.Schema;
import tools.jackson.databind.JsonNode;

/**
 * The type of a field of JSON that comes without a schema; docs/types.md has their text.
 */
public enum FieldType {

    /** {@code true} or {@code false}. */
    BOOLEAN(Schema.OPTIONAL_BOOLEAN_SCHEMA),

    /** An integer of 32 bits. */
    INT32(Schema.OPTIONAL_INT32_SCHEMA),

    /** An integer of 64 bits. */
    INT64(Schema.OPTIONAL_INT64_SCHEMA),

    /** A binary number of 64 bits. */
    FLOAT64(Schema.OPTIONAL_FLOAT64_SCHEMA),

    /** A decimal number with all its digits. */
    NUMERIC(SemanticTypes.numeric().optional().build()),

    /** Text. */
    STRING(Schema.OPTIONAL_STRING_SCHEMA),

    /** Bytes in base64. */
    BYTES(Schema.OPTIONAL_BYTES_SCHEMA),

    /** {@code 1917-06-03}. */
    DATE(SemanticTypes.date().optional().build()),

    /** {@code 11:20:20.355755}. */
    TIME(SemanticTypes.microTime().optional().build()),

    /** {@code 2020-06-29T11:20:20.355755}. */
    TIMESTAMP(SemanticTypes.microTimestamp().optional().build()),

    /** {@code 2020-06-29T11:20:20.355755Z}. */
    TIMESTAMPTZ(SemanticTypes.zonedTimestamp().optional().build()),

    /** Hexadecimal digits with hyphens. */
    UUID(SemanticTypes.uuid().optional().build()),

    /** Any JSON, as it is. */
    JSON(SemanticTypes.json().optional().build());

    private final Schema schema;

    FieldType(Schema schema) {
        this.schema = schema;
    }

    Schema schema() {
        return this.schema;
    }

    /** Reads the type off a value that is not null. */
    static FieldType of(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> (value.isIntegralNumber() && value.canConvertToLong()) ? INT64 : NUMERIC;
            case OBJECT, ARRAY -> JSON;
            default -> STRING;
        };
    }

}
