package io.rowcast.sink.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * The types of the fields of JSON that comes without a schema: as they are configured, or
 * read off the value, and off what the topic has brought before. That tells the type of a
 * null, and numbers stay decimal once one was. Thread-safe.
 */
final class FieldTypes {

    /** Some programs make keys of values: there is no end of such fields. */
    private static final int MOST = 10_000;

    private final Map<Field, FieldType> given;

    private final Map<Field, FieldType> seen = new ConcurrentHashMap<>();

    FieldTypes(List<SinkProperties.GivenType> given) {
        this.given = given.stream()
            .collect(Collectors.toUnmodifiableMap(each -> new Field(each.topic(), each.field()),
                    SinkProperties.GivenType::type));
    }

    /** Returns the type of a field, empty for a null of which nothing tells the type. */
    Optional<FieldType> of(String topic, String name, JsonNode value) {
        Field field = new Field(topic, name);
        FieldType known = this.given.get(field);
        if (known != null) {
            return Optional.of(known);
        }
        return value.isNull() ? Optional.ofNullable(this.seen.get(field))
                : Optional.of(seen(field, FieldType.of(value)));
    }

    private FieldType seen(Field field, FieldType type) {
        FieldType before = this.seen.get(field);
        if (before == type) {
            return type;
        }
        if (before == FieldType.NUMERIC && type == FieldType.INT64) {
            return before;
        }
        if (this.seen.size() >= MOST) {
            this.seen.clear();
        }
        this.seen.put(field, type);
        return type;
    }

    private record Field(String topic, String name) {
    }

}
