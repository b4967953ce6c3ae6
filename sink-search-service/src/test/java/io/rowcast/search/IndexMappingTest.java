package io.rowcast.search;

import java.util.Map;
import java.util.TreeMap;

import co.elastic.clients.elasticsearch._types.mapping.Property;
import io.rowcast.record.SemanticTypes;
import io.rowcast.search.SearchSinkProperties.Json;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class IndexMappingTest {

    @Test
    void everyTypeHasAMapping() {
        assertThat(types(Json.STORED)).containsExactly(entry("array", "Long"), entry("binary", "Binary"),
                entry("boolean", "Boolean"), entry("byte", "Byte"), entry("date", "Date"), entry("decimal", "Double"),
                entry("double", "Double"), entry("float", "Float"), entry("integer", "Integer"),
                entry("interval", "Keyword"), entry("json", "Object"), entry("long", "Long"), entry("map", "Object"),
                entry("numeric", "Double"), entry("short", "Short"), entry("source", "Keyword"),
                entry("string", "Text"), entry("struct", "Object"), entry("time", "Keyword"),
                entry("timestamp", "Date"), entry("uuid", "Keyword"), entry("xml", "Text"), entry("zoned", "Date"));
    }

    @Test
    void jsonIsSearchableByPathWhereThatIsAsked() {
        assertThat(types(Json.FLATTENED)).containsEntry("json", "Flattened");
    }

    @Test
    void jsonAndMapsAreKeptAndNotIndexed() {
        Map<String, Property> properties = new IndexMapping(Json.STORED).properties(schema());
        assertThat(properties.get("json").object().enabled()).isFalse();
        assertThat(properties.get("map").object().enabled()).isFalse();
        assertThat(properties.get("struct").object().properties()).containsOnlyKeys("inner");
    }

    @Test
    void stringsAndDecimalsCanBeFoundAsAWhole() {
        Map<String, Property> properties = new IndexMapping(Json.STORED).properties(schema());
        assertThat(properties.get("string").text().fields()).containsOnlyKeys("keyword");
        assertThat(properties.get("decimal").double_().fields()).containsOnlyKeys("exact");
        assertThat(properties.get("numeric").double_().ignoreMalformed()).isTrue();
    }

    private static Map<String, String> types(Json json) {
        Map<String, String> types = new TreeMap<>();
        new IndexMapping(json).properties(schema()).forEach((name, type) -> types.put(name, type._kind().name()));
        return types;
    }

    private static Schema schema() {
        return SchemaBuilder.struct()
            .field("byte", Schema.OPTIONAL_INT8_SCHEMA)
            .field("short", Schema.INT16_SCHEMA)
            .field("integer", Schema.INT32_SCHEMA)
            .field("long", Schema.INT64_SCHEMA)
            .field("float", Schema.FLOAT32_SCHEMA)
            .field("double", Schema.FLOAT64_SCHEMA)
            .field("boolean", Schema.BOOLEAN_SCHEMA)
            .field("string", SemanticTypes.string(30).build())
            .field("binary", Schema.BYTES_SCHEMA)
            .field("array", SchemaBuilder.array(SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).build()).build())
            .field("struct", SchemaBuilder.struct().field("inner", Schema.STRING_SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("date", SemanticTypes.date().build())
            .field("time", SemanticTypes.microTime().build())
            .field("timestamp", SemanticTypes.microTimestamp().build())
            .field("zoned", SemanticTypes.zonedTimestamp().build())
            .field("uuid", SemanticTypes.uuid().build())
            .field("interval", SemanticTypes.interval().build())
            .field("source", SemanticTypes.sourceText("inet").build())
            .field("xml", SemanticTypes.xml().build())
            .field("json", SemanticTypes.json().build())
            .field("numeric", SemanticTypes.numeric().build())
            .field("decimal", SemanticTypes.decimal(10, 2).build())
            .build();
    }

}
