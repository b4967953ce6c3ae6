package io.rowcast.search;

import java.util.LinkedHashMap;
import java.util.Map;

import co.elastic.clients.elasticsearch._types.mapping.Property;
import io.rowcast.record.SemanticTypes;
import io.rowcast.search.SearchSinkProperties.Json;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of a row's schema. Whatever the mapping, a document holds each value with
 * all its digits; the mapping decides how it is searched. {@code RATIONALE.md} tells why
 * each is what it is.
 * <p>
 * Numbers that may be NaN or infinite and dates that may be infinite have
 * {@code ignore_malformed}: such a value is kept in the document and not indexed.
 *
 * @param json how columns of type json and jsonb are mapped
 */
record IndexMapping(Json json) {

    /** The name of the field below a number that holds its exact text. */
    static final String EXACT = "exact";

    /** The name of the field below a text that holds it as a whole. */
    static final String KEYWORD = "keyword";

    /** What Lucene takes, 32,766 bytes, in characters of up to four bytes. */
    private static final int LONGEST_TERM = 8_191;

    /** Returns the properties for the columns of a row. */
    Map<String, Property> properties(Schema row) {
        Map<String, Property> properties = new LinkedHashMap<>();
        for (Field field : row.fields()) {
            properties.put(field.name(), property(field.schema()));
        }
        return properties;
    }

    private Property property(Schema schema) {
        Property named = (schema.name() != null) ? named(schema.name()) : null;
        return (named != null) ? named : switch (schema.type()) {
            case INT8 -> Property.of(property -> property.byte_(number -> number));
            case INT16 -> Property.of(property -> property.short_(number -> number));
            case INT32 -> Property.of(property -> property.integer(number -> number));
            case INT64 -> Property.of(property -> property.long_(number -> number));
            case FLOAT32 -> Property.of(property -> property.float_(number -> number.ignoreMalformed(true)));
            case FLOAT64 -> Property.of(property -> property.double_(number -> number.ignoreMalformed(true)));
            case BOOLEAN -> Property.of(property -> property.boolean_(flag -> flag));
            case STRING -> Property.of(property -> property.text(text -> text.fields(KEYWORD, keyword())));
            case BYTES -> Property.of(property -> property.binary(binary -> binary));
            // Elasticsearch has no arrays: each field holds any number of values.
            case ARRAY -> property(schema.valueSchema());
            case STRUCT -> Property.of(property -> property.object(object -> object.properties(properties(schema))));
            case MAP -> stored();
        };
    }

    private @Nullable Property named(String name) {
        return switch (name) {
            case SemanticTypes.DATE, Date.LOGICAL_NAME -> date("strict_date");
            case SemanticTypes.MICRO_TIMESTAMP, SemanticTypes.ISO_TIMESTAMP, SemanticTypes.ZONED_TIMESTAMP,
                    Timestamp.LOGICAL_NAME ->
                date("strict_date_optional_time_nanos");
            case SemanticTypes.NUMERIC, Decimal.LOGICAL_NAME -> Property
                .of(property -> property.double_(number -> number.ignoreMalformed(true).fields(EXACT, keyword())));
            case SemanticTypes.MICRO_TIME, SemanticTypes.ZONED_TIME, Time.LOGICAL_NAME, SemanticTypes.INTERVAL,
                    SemanticTypes.UUID, SemanticTypes.ENUM, SemanticTypes.SOURCE_TEXT ->
                keyword();
            case SemanticTypes.JSON -> (this.json == Json.STORED) ? stored() : flattened();
            default -> null;
        };
    }

    private static Property date(String format) {
        return Property.of(property -> property.date(date -> date.format(format).ignoreMalformed(true)));
    }

    private static Property keyword() {
        return Property.of(property -> property.keyword(keyword -> keyword.ignoreAbove(LONGEST_TERM)));
    }

    private static Property flattened() {
        return Property.of(property -> property.flattened(flattened -> flattened.ignoreAbove(LONGEST_TERM)));
    }

    /** Takes any JSON value, scalars and arrays too. */
    private static Property stored() {
        return Property.of(property -> property.object(object -> object.enabled(false)));
    }

}
