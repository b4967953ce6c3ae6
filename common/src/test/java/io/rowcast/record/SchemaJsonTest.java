package io.rowcast.record;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaJsonTest {

    private static final Schema USERS = SchemaBuilder.struct()
        .name("TEST.public.users")
        .field("index", Schema.INT64_SCHEMA)
        .field("name", SemanticTypes.string(30).optional().build())
        .field("price", SemanticTypes.decimal(10, 2).optional().build())
        .field("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
        .field("timestamp", SemanticTypes.microTimestamp().build())
        .build();

    private final SchemaJson json = new SchemaJson();

    @Test
    void aSchemaReadsBackTheSameWithItsSemanticTypesAndParameters() {
        assertThat(this.json.read(this.json.write(USERS))).isEqualTo(USERS);
    }

    @Test
    void equalSchemasHaveOneFingerprintAlsoAfterAJourney() {
        String fingerprint = SchemaJson.fingerprint(this.json.write(USERS));
        assertThat(fingerprint).matches("[0-9a-f]{16}");
        Schema back = this.json.read(this.json.write(USERS));
        assertThat(SchemaJson.fingerprint(this.json.write(back))).isEqualTo(fingerprint);
        Schema other = SchemaBuilder.struct().field("index", Schema.INT32_SCHEMA).build();
        assertThat(SchemaJson.fingerprint(this.json.write(other))).isNotEqualTo(fingerprint);
    }

    @Test
    void whatIsNotASchemaIsRefused() {
        for (String text : new String[] { "null", "{}", "{\"type\":\"strange\"}", "no json" }) {
            assertThatThrownBy(() -> this.json.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

}
