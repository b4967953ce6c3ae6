package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.connect.GivenTransforms;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformFailedException;
import io.rowcast.record.RecordHeaders;
import io.rowcast.record.RowJson;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.UndecodableRecordException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchTransformsTest {

    private static final TopicPartition PARTITION = new TopicPartition("P_users", 0);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final List<Rejection> rejections = new ArrayList<>();

    private static TopicRecord record(long offset, @Nullable String key, @Nullable String value) {
        ConsumerRecord<byte[], byte[]> raw = new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset,
                bytes(key), bytes(value));
        raw.headers().add(RecordHeaders.SEQUENCE, RecordHeaders.sequence(offset + 1)).add("tenant", bytes("blue"));
        return new TopicRecord(raw, PARTITION, new TopicFormat(new SchemaTopic("none", () -> {
            throw new IllegalStateException("no schema topic");
        }), new RowJson(), new FieldTypes(List.of()), true));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

    private List<TopicRecord> apply(String yaml, List<TopicRecord> records) {
        SinkBatch batch = new SinkBatch(records, Map.of(PARTITION, 1_000L), (partition, offset, metadata) -> {
        });
        BatchTransforms transforms = new BatchTransforms(new TransformChain<>(GivenTransforms.of(yaml)),
                new SinkMetrics(this.registry));
        SinkBatch transformed = transforms.apply(batch, (whole, each) -> this.rejections.addAll(each));
        assertThat(transformed.positions()).isEqualTo(batch.positions());
        return transformed.records();
    }

    private TopicRecord only(String yaml, String key, String value) {
        List<TopicRecord> records = apply(yaml, List.of(record(0, key, value)));
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    enum Kind {

        GOOD, DROPPED, FAILING, NO_ROW

    }

    @Property(tries = 100)
    void eachRecordIsHandedOnOrDroppedOrRejectedInOrderAndNothingElseHappensToIt(@ForAll List<Kind> kinds) {
        BatchTransformsTest run = new BatchTransformsTest();
        List<TopicRecord> records = IntStream.range(0, kinds.size()).mapToObj(i -> switch (kinds.get(i)) {
            case GOOD -> record(i, "1", "{\"age\":\"" + i + "\"}");
            case DROPPED -> record(i, "1", null);
            case FAILING -> record(i, "1", "{\"age\":\"old\"}");
            case NO_ROW -> record(i, "1", "[1");
        }).toList();
        List<TopicRecord> transformed = run.apply("""
                - {type: Filter, predicate: {type: RecordIsTombstone}}
                - {type: Cast$Value, properties: {spec: "age:int32"}}
                """, records);
        assertThat(transformed.stream().map(TopicRecord::offset)).isEqualTo(offsets(kinds, Kind.GOOD));
        assertThat(transformed)
            .allSatisfy(each -> assertThat(each.json()).asString().isEqualTo("{\"age\":" + each.offset() + "}"));
        assertThat(run.rejections.stream()
            .filter(each -> each.reason() instanceof TransformFailedException)
            .map(each -> each.record().offset())).isEqualTo(offsets(kinds, Kind.FAILING));
        assertThat(run.rejections.stream()
            .filter(each -> each.reason() instanceof UndecodableRecordException)
            .map(each -> each.record().offset())).isEqualTo(offsets(kinds, Kind.NO_ROW));
        assertThat(run.registry.counter("rowcast.records.filtered", "topic", "P_users").count())
            .isEqualTo(offsets(kinds, Kind.DROPPED).size());
    }

    private static List<Long> offsets(List<Kind> kinds, Kind kind) {
        return IntStream.range(0, kinds.size()).filter(i -> kinds.get(i) == kind).mapToObj(i -> (long) i).toList();
    }

    @Test
    void withoutTransformationsTheBatchIsTheVerySameAndNothingIsDecoded() {
        List<TopicRecord> records = List.of(record(0, "1", "no row at all"));
        assertThat(apply("[]", records).getFirst()).isSameAs(records.getFirst());
        assertThat(this.rejections).isEmpty();
    }

    @Test
    void whatIsNotTouchedIsStillTheVeryBytesOfTheTopic() {
        TopicRecord routed = only("- {type: RegexRouter, properties: {regex: P_users, replacement: people}}",
                "{\"index\": 42}", "{\"index\": 42}");
        assertThat(routed.topic()).isEqualTo("people");
        assertThat(routed.partition()).isEqualTo(PARTITION);
        assertThat(routed.key()).asString().isEqualTo("{\"index\": 42}");
        assertThat(routed.key()).isSameAs(routed.raw().key());
        assertThat(routed.headers().toArray()).isEqualTo(routed.raw().headers().toArray());
    }

    @Test
    void keyValueAndHeadersAreWhatTheTransformationsMadeOfThem() {
        TopicRecord record = only("""
                - {type: ValueToKey, properties: {fields: ssn}}
                - {type: ExtractField$Key, properties: {field: ssn}}
                - {type: MaskField$Value, properties: {fields: [ssn]}}
                - {type: InsertHeader, properties: {header: level, value.literal: "3"}}
                - {type: DropHeaders, properties: {headers: tenant}}
                """, "{\"index\": 42}", "{\"index\": 42, \"ssn\": \"078\"}");
        assertThat(record.key()).asString().isEqualTo("\"078\"");
        assertThat(record.keyObject()).isEqualTo("078");
        assertThat(record.json()).asString().isEqualTo("{\"index\":42,\"ssn\":\"\"}");
        assertThat(record.row()).hasToString("Struct{index=42,ssn=}");
        assertThat(record.headers()).extracting(header -> header.key())
            .containsExactly(RecordHeaders.SEQUENCE, "level");
        assertThat(record.sequence()).isEqualTo(1);
        assertThat(record.raw().value()).asString().contains("078");
    }

    @Test
    void aChangedSchemaHasNoFingerprintOfIngest() {
        TopicRecord original = record(0, null, "{\"a\":1}");
        SinkRecord decoded = original.decoded();
        original.headers().add(RecordHeaders.SCHEMA, bytes("00000000000000a1"));
        assertThat(original.transformed(decoded).fingerprint()).isEqualTo("00000000000000a1");
        TopicRecord other = original
            .transformed(decoded.newRecord("P_users", 0, null, null, Schema.STRING_SCHEMA, "a", 0L));
        assertThat(other.fingerprint()).isNull();
    }

    @Test
    void whatIsNoRowAfterTheTransformationsIsRejectedWhenItsRowIsAskedFor() {
        TopicRecord record = only("- {type: ExtractField$Value, properties: {field: name}}", "1", "{\"name\":\"Ann\"}");
        assertThatThrownBy(record::row).isInstanceOf(UndecodableRecordException.class)
            .hasMessageContaining("HoistField$Value")
            .hasMessageNotContaining("Ann");
        assertThatThrownBy(record::json).isInstanceOf(UndecodableRecordException.class);
        assertThat(record.isTombstone()).isFalse();
    }

}
