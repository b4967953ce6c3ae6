package io.rowcast.sink.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.rowcast.connect.ConversionFailedException;
import io.rowcast.connect.FormatProperties;
import io.rowcast.connect.FormatProperties.Converters;
import io.rowcast.connect.FormatProperties.Format;
import io.rowcast.connect.FormatProperties.Plugin;
import io.rowcast.connect.RecordConverters;
import io.rowcast.record.RowJson;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConverterFormatTest {

    private static TopicRecord record(FormatProperties properties, @Nullable String key, @Nullable String value) {
        ConverterFormat format = new ConverterFormat(new RecordConverters(properties),
                new ForeignJson(new RowJson(), new FieldTypes(List.of()), false));
        return new TopicRecord(new ConsumerRecord<>("P_users", 0, 7, bytes(key), bytes(value)),
                new TopicPartition("P_users", 0), format);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

    private static FormatProperties of(Format format) {
        return new FormatProperties(format, null);
    }

    private static FormatProperties converter(Class<?> type, Map<String, String> properties) {
        return new FormatProperties(Format.CONVERTER, new Converters(null, new Plugin(type.getName(), properties)));
    }

    @Test
    void anEnvelopeTellsItsSchema() {
        TopicRecord record = record(of(Format.ENVELOPE), "{\"schema\":{\"type\":\"int32\"},\"payload\":42}", """
                {"schema":{"type":"struct","fields":[{"field":"a","type":"int32"},
                {"field":"b","type":"string","optional":true}]},"payload":{"a":7,"b":null}}""");
        assertThat(record.key()).asString().isEqualTo("42");
        assertThat(record.keyObject()).isEqualTo(42);
        assertThat(record.json()).asString().isEqualTo("{\"a\":7,\"b\":null}");
        TopicRecord plain = record(of(Format.ENVELOPE), null, "{\"a\":7}");
        assertThatThrownBy(plain::row).isInstanceOf(UndecodableRecordException.class);
    }

    @Test
    void aTombstoneIsATombstoneInEveryFormat() {
        for (Format format : new Format[] { Format.ENVELOPE, Format.STRING, Format.BYTES }) {
            TopicRecord record = record(of(format), null, null);
            assertThat(record.isTombstone()).isTrue();
            assertThat(record.row()).isNull();
            assertThat(record.key()).isNull();
        }
    }

    @Test
    void textIsNoRowBeforeATransformationMakesItOne() {
        TopicRecord record = record(of(Format.STRING), "k", "line of text");
        assertThat(record.decoded().value()).isEqualTo("line of text");
        assertThat(record.key()).asString().isEqualTo("\"k\"");
        assertThatThrownBy(record::json).isInstanceOf(UndecodableRecordException.class)
            .hasMessageContaining("HoistField$Value");
    }

    @Test
    void bytesAreBytes() {
        assertThat(record(of(Format.BYTES), null, "raw").decoded().value()).isEqualTo(bytes("raw"));
    }

    @Test
    void whatAConverterLeavesWithoutASchemaGetsOneOffItsValues() {
        FormatProperties schemaless = converter(org.apache.kafka.connect.json.JsonConverter.class,
                Map.of("schemas.enable", "false"));
        TopicRecord record = record(schemaless, "{\"id\":1}", "{\"a\":7,\"b\":\"x\",\"c\":[1],\"d\":true}");
        assertThat(record.row()).hasToString("Struct{a=7,b=x,c=[1],d=true}");
        assertThat(record.row().schema().field("a").schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(record.key()).asString().isEqualTo("{\"id\":1}");
    }

    @Test
    void aRegistryThatIsAwayIsWaitedForAndABadRecordIsNot() {
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "away").row())
            .isInstanceOf(TransientSinkException.class)
            .hasMessage("the value cannot be read: DataException because of IOException");
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "busy").row())
            .isInstanceOf(TransientSinkException.class);
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "unanswered").row())
            .isInstanceOf(TransientSinkException.class);
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "unknown schema").row())
            .isInstanceOf(UndecodableRecordException.class);
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "secret").row())
            .isInstanceOf(UndecodableRecordException.class)
            .hasMessage("the value cannot be read: DataException");
    }

    @Test
    void aConverterThatFailsAsNobodyForesawIsNoReasonToDropARecord() {
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "bug").row())
            .isInstanceOf(ConversionFailedException.class)
            .hasMessage("the value cannot be read: NullPointerException");
        assertThatThrownBy(() -> record(converter(Failing.class, Map.of()), null, "garbled").row())
            .isInstanceOf(UndecodableRecordException.class);
    }

    @Test
    void whatIsWrongInTheConfigurationIsToldWithItsKey() {
        assertThatThrownBy(() -> of(Format.CONVERTER)).hasMessageStartingWith("converter.value.type: must be the name");
        assertThatThrownBy(() -> converter(String.class, Map.of()))
            .hasMessage("converter.value.type: 'java.lang.String' does not implement "
                    + "org.apache.kafka.connect.storage.Converter");
        assertThatThrownBy(
                () -> converter(org.apache.kafka.connect.json.JsonConverter.class, Map.of("decimal.format", "roman")))
            .hasMessageStartingWith("converter.value.properties.decimal.format: Invalid value");
    }

    /** Fails as the converters of a registry do. */
    public static final class Failing implements Converter {

        @Override
        public void configure(Map<String, ?> properties, boolean isKey) {
        }

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            if (value == null) {
                return SchemaAndValue.NULL;
            }
            String text = new String(value, StandardCharsets.UTF_8);
            throw switch (text) {
                case "away" -> new DataException("no " + text, new IOException("connection refused"));
                case "busy" -> new DataException("no " + text, new RestClientException(503));
                case "unanswered" -> new RestClientException(null);
                case "unknown schema" -> new RestClientException(404);
                case "bug" -> new NullPointerException(text);
                case "garbled" -> new SerializationException(text);
                default -> new DataException("no " + text);
            };
        }

    }

    /** Tells the HTTP status as the client of Apicurio does: null without an answer. */
    public static final class RestClientException extends RuntimeException {

        private final @Nullable Integer status;

        RestClientException(@Nullable Integer status) {
            this.status = status;
        }

        public RestClientException getError() {
            return this;
        }

        public @Nullable Integer getErrorCode() {
            return this.status;
        }

    }

}
