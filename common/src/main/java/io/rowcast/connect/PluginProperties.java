package io.rowcast.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** The properties of something of Kafka Connect's, as they stand in our configuration. */
final class PluginProperties {

    private static final Pattern ELEMENT = Pattern.compile("(.+)\\.\\d+");

    private PluginProperties() {
    }

    /**
     * Kafka's configuration knows no lists but text with commas; in YAML a list is what
     * comes to mind, and Spring hands it over as {@code fields.0}, {@code fields.1}.
     */
    static Map<String, String> flat(Map<String, String> properties) {
        Map<String, String> flat = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            Matcher element = ELEMENT.matcher(name);
            if (element.matches()) {
                flat.merge(element.group(1), value, (list, next) -> list + "," + next);
            }
            else {
                flat.put(name, value);
            }
        });
        return Map.copyOf(flat);
    }

    /**
     * Checks properties against what their class says of them.
     * @param key where they stand in the configuration
     * @param type the name of the class
     * @param strict whether a property that the class does not name is wrong; some take
     * properties of any name
     * @throws IllegalArgumentException naming the key and what is allowed
     */
    static void check(String key, String type, ConfigDef definition, Map<String, String> properties, boolean strict) {
        for (String name : properties.keySet()) {
            if (strict && !definition.names().contains(name)) {
                throw new IllegalArgumentException(
                        key + "." + name + ": " + type + " has " + allowed(definition) + ", and no such property");
            }
        }
        for (ConfigValue value : definition.validate(properties)) {
            if (!value.errorMessages().isEmpty()) {
                throw new IllegalArgumentException(key + "." + value.name() + ": " + value.errorMessages().getFirst());
            }
        }
    }

    private static String allowed(ConfigDef definition) {
        return definition.names().isEmpty() ? "no properties" : String.join(", ", new TreeSet<>(definition.names()));
    }

}
