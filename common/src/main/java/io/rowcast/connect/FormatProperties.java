package io.rowcast.connect;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What keys and values are on the wire.
 *
 * @param format the format
 * @param converter for the format {@code converter}: the classes that read and write it
 */
@Validated
@ConfigurationProperties("rowcast")
public record FormatProperties(@DefaultValue("json") Format format, @Nullable @Valid Converters converter) {

    public FormatProperties {
        RecordConverters.check(format, converter);
    }

    /** What is on the wire. */
    public enum Format {

        /**
         * Rowcast's own: JSON, with the schema in a topic of its own. Sinks read JSON of
         * other programs too.
         */
        JSON,

        /**
         * The envelope of Kafka Connect's JsonConverter: the schema is in each record.
         */
        ENVELOPE,

        /** JSON without a schema; sinks read the types off the values. */
        PLAIN,

        /** Text; the row is to be made of it, or to it, by transformations. */
        STRING,

        /** Bytes; the row is to be made of them, or to them, by transformations. */
        BYTES,

        /** Whatever the converters read and write. */
        CONVERTER

    }

    /**
     * The converters.
     *
     * @param key for keys; the same as for values where it is left out
     * @param value for values
     */
    public record Converters(@Nullable @Valid Plugin key, @Nullable @Valid Plugin value) {
    }

    /**
     * A converter.
     *
     * @param type a class that implements
     * {@link org.apache.kafka.connect.storage.Converter}
     * @param properties the converter's own
     */
    public record Plugin(@NotBlank(message = "must be the name of a class") String type,
            @DefaultValue Map<String, String> properties) {

        public Plugin {
            properties = PluginProperties.flat(properties);
        }

    }

}
