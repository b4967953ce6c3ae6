package io.rowcast.connect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.rowcast.connect.FormatProperties.Converters;
import io.rowcast.connect.FormatProperties.Format;
import io.rowcast.connect.FormatProperties.Plugin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes keys and values in a format that is a matter of Kafka Connect's
 * converters. Thread-safe: each thread has converters of its own.
 */
public final class RecordConverters implements AutoCloseable {

    private static final PluginKind CONVERTER = new PluginKind(Converter.class, "", List.of());

    private final Instances<Converter> keys;

    private final Instances<Converter> values;

    /**
     * Makes the converters.
     * @param properties those of a format that has converters
     */
    public RecordConverters(FormatProperties properties) {
        this.keys = new Instances<>(() -> converter(properties.format(), properties.converter(), true),
                RecordConverters::close);
        this.values = new Instances<>(() -> converter(properties.format(), properties.converter(), false),
                RecordConverters::close);
    }

    /**
     * Fails where the configuration is wrong.
     * @throws IllegalArgumentException naming the key below {@code rowcast} that is wrong
     */
    static void check(Format format, @Nullable Converters converters) {
        if (format == Format.CONVERTER && converters != null && isBlank(converters.key(), converters.value())) {
            return;
        }
        if (format != Format.JSON && format != Format.PLAIN) {
            close(converter(format, converters, true));
            close(converter(format, converters, false));
        }
    }

    /** What the validation that comes later is for. */
    private static boolean isBlank(@Nullable Plugin... plugins) {
        for (Plugin plugin : plugins) {
            if (plugin != null && (plugin.type() == null || plugin.type().isBlank())) {
                return true;
            }
        }
        return false;
    }

    private static Converter converter(Format format, @Nullable Converters converters, boolean isKey) {
        return switch (format) {
            case ENVELOPE -> configured("format", new JsonConverter(), Map.of("schemas.enable", "true"), isKey);
            case STRING -> configured("format", new StringConverter(), Map.of(), isKey);
            case BYTES -> new BytesConverter();
            case CONVERTER -> plugin(converters, isKey);
            case JSON, PLAIN -> throw new IllegalArgumentException("format " + format + " has no converters");
        };
    }

    private static Converter plugin(@Nullable Converters converters, boolean isKey) {
        if (converters == null || converters.value() == null) {
            throw new IllegalArgumentException("converter.value.type: must be the name of a class that implements "
                    + Converter.class.getName() + " for rowcast.format converter");
        }
        boolean ofKey = isKey && converters.key() != null;
        Plugin plugin = ofKey ? converters.key() : converters.value();
        String key = ofKey ? "converter.key" : "converter.value";
        Converter converter = (Converter) CONVERTER.create(key + ".type", plugin.type());
        return configured(key + ".properties", converter, plugin.properties(), isKey);
    }

    private static Converter configured(String key, Converter converter, Map<String, String> properties,
            boolean isKey) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("converter.type", isKey ? "key" : "value");
        try {
            PluginProperties.check(key, converter.getClass().getName(), converter.config(), all, false);
            converter.configure(all, isKey);
            return converter;
        }
        catch (ConfigException | ConnectException ex) {
            throw new IllegalArgumentException(key + ": " + ex.getMessage());
        }
    }

    private static void close(Object converter) {
        if (converter instanceof AutoCloseable closeable) {
            Utils.closeQuietly(closeable, "converter");
        }
    }

    /**
     * Reads a key.
     * @throws ConversionFailedException when it cannot be read
     */
    public SchemaAndValue readKey(String topic, Headers headers, byte @Nullable [] key) {
        return tried("the key cannot be read",
                () -> this.keys.use(converter -> converter.toConnectData(topic, headers, key)));
    }

    /**
     * Reads a value.
     * @throws ConversionFailedException when it cannot be read
     */
    public SchemaAndValue readValue(String topic, Headers headers, byte @Nullable [] value) {
        return tried("the value cannot be read",
                () -> this.values.use(converter -> converter.toConnectData(topic, headers, value)));
    }

    /**
     * Writes a key.
     * @throws ConversionFailedException when it cannot be written
     */
    public byte[] writeKey(String topic, Schema schema, Object key) {
        return tried("the key cannot be written",
                () -> this.keys.use(converter -> converter.fromConnectData(topic, schema, key)));
    }

    /**
     * Writes a value.
     * @throws ConversionFailedException when it cannot be written
     */
    public byte[] writeValue(String topic, Schema schema, Object value) {
        return tried("the value cannot be written",
                () -> this.values.use(converter -> converter.fromConnectData(topic, schema, value)));
    }

    private static <T> T tried(String what, Supplier<T> conversion) {
        try {
            return conversion.get();
        }
        catch (RuntimeException ex) {
            throw new ConversionFailedException(what, ex);
        }
    }

    @Override
    public void close() {
        this.keys.close();
        this.values.close();
    }

}
