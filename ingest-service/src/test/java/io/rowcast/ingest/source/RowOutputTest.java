package io.rowcast.ingest.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.rowcast.connect.FormatProperties;
import io.rowcast.connect.FormatProperties.Format;
import io.rowcast.connect.RecordConverters;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformProperties;
import io.rowcast.connect.TransformProperties.Transform;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowOutputTest {

    private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

    private static final Schema ROW = SchemaBuilder.struct()
        .field("id", Schema.INT64_SCHEMA)
        .field("ssn", Schema.OPTIONAL_STRING_SCHEMA)
        .build();

    private static final RowSchema PUBLISHED = RowSchema.of(ROW);

    private static SourceRow row(Transform... transforms) {
        return output(transforms).row(key(), new Struct(ROW).put("id", 42L).put("ssn", "07x"), PUBLISHED, 7);
    }

    private static RowOutput output(Transform... transforms) {
        return new RowOutput("P_users", new TransformChain<>(new TransformProperties(List.of(transforms))),
                new JsonRows());
    }

    private static Struct key() {
        return new Struct(KEY).put("id", 42L);
    }

    private static Transform transform(String type, String... properties) {
        return new Transform(type, (properties.length > 0) ? Map.of(properties[0], properties[1]) : Map.of(), null);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    @Test
    void withoutTransformationsARowIsItsJson() {
        SourceRow row = row();
        assertThat(text(row.key())).isEqualTo("{\"id\":42}");
        assertThat(text(row.value())).isEqualTo("{\"id\":42,\"ssn\":\"07x\"}");
        assertThat(row.size()).isEqualTo(21);
        assertThat(row.schema()).isSameAs(PUBLISHED);
        assertThat(row.route()).isNull();
    }

    @Test
    void theSchemaThatIsPublishedIsThatOfTheTransformedRow() {
        RowOutput output = output(transform("ReplaceField$Value", "exclude", "ssn"));
        Struct row = new Struct(ROW).put("id", 42L).put("ssn", "07x");
        SourceRow first = output.row(null, row, PUBLISHED, 7);
        SourceRow second = output.row(null, row, PUBLISHED, 7);
        assertThat(text(first.value())).isEqualTo("{\"id\":42}");
        assertThat(text(first.schema().json())).contains("id").doesNotContain("ssn");
        assertThat(second.schema()).isSameAs(first.schema());
        assertThat(row(transform("MaskField$Value", "fields", "ssn")).schema()).isSameAs(PUBLISHED);
    }

    @Test
    void topicKeyAndHeadersAreWhatTheTransformationsMadeOfThem() {
        SourceRow row = row(transform("ExtractField$Key", "field", "id"),
                new Transform("RegexRouter", Map.of("regex", "P_(.*)", "replacement", "all_$1"), null),
                new Transform("InsertHeader", Map.of("header", "tenant", "value.literal", "blue"), null));
        assertThat(text(row.key())).isEqualTo("42");
        assertThat(row.route()).isNotNull();
        assertThat(row.route().topic()).isEqualTo("all_users");
        assertThat(Arrays.stream(row.route().headers()).map(header -> header.key() + "=" + text(header.value())))
            .containsExactly("tenant=blue");
    }

    @Test
    void aDroppedRowIsNeitherPublishedNorRejected() {
        SourceRow row = row(transform("Filter"));
        assertThat(row.isPublished()).isFalse();
        assertThat(row.isRejected()).isFalse();
    }

    @Test
    void aFailureRejectsTheRowWithTheReasonAndWithoutValues() {
        SourceRow row = row(transform("Cast$Value", "spec", "ssn:int32"));
        assertThat(row.isRejected()).isTrue();
        assertThat(row.isPublished()).isFalse();
        assertThat(row.rejection()).startsWith("rowcast.transforms[0] Cast$Value failed with ").doesNotContain("07x");
        assertThat(text(row.key())).isEqualTo("{\"id\":42}");
    }

    @Test
    void aRejectedRowHasNoKeyWhereATransformationMayBeThereToHideIt() {
        Transform failing = transform("Cast$Value", "spec", "ssn:int32");
        assertThat(row(failing, transform("MaskField$Key", "fields", "id")).key()).isNull();
        assertThat(row(failing, transform("ValueToKey", "fields", "ssn")).key()).isNull();
        assertThat(output(transform("MaskField$Key", "fields", "id")).rejected(key(), PUBLISHED, "too large").key())
            .isNull();
        assertThat(row(failing, transform("MaskField$Value", "fields", "ssn")).key()).isNotNull();
    }

    @Test
    void aConverterTakesThePlaceOfTheJson() {
        RowOutput output = new RowOutput("P_users", new TransformChain<>(new TransformProperties(List.of())),
                new ConvertedRows(new RecordConverters(new FormatProperties(Format.ENVELOPE, null))));
        SourceRow row = output.row(key(), new Struct(ROW).put("id", 42L).put("ssn", "07x"), PUBLISHED, 7);
        assertThat(text(row.value())).contains("\"schema\":{", "\"payload\":{\"id\":42,\"ssn\":\"07x\"}");
        assertThat(text(row.key())).contains("\"payload\":{\"id\":42}");
    }

    @Test
    void whatAConverterCannotWriteIsRejectedWithoutValues() {
        RowOutput output = new RowOutput("P_users", new TransformChain<>(new TransformProperties(List.of())),
                new ConvertedRows(new RecordConverters(new FormatProperties(Format.BYTES, null))));
        SourceRow row = output.row(key(), new Struct(ROW).put("id", 42L), PUBLISHED, 7);
        assertThat(text(row.key())).isEqualTo("{\"id\":42}");
        assertThat(row.rejection()).isEqualTo("the value cannot be written: DataException");
    }

    @Test
    void whatIsNoRowAfterTheTransformationsIsRejected() {
        SourceRow row = row(transform("ExtractField$Value", "field", "ssn"));
        assertThat(row.rejection()).contains("HoistField$Value").doesNotContain("07x");
    }

}
