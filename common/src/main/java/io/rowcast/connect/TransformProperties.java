package io.rowcast.connect;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is done to each record, in this order. A class or a property that is not there is
 * told when the properties are bound, so that it stops the start.
 *
 * @param transforms transformations of Kafka Connect
 */
@Validated
@ConfigurationProperties("rowcast")
public record TransformProperties(@DefaultValue @Valid List<Transform> transforms) {

    public TransformProperties {
        transforms = List.copyOf(transforms);
        TransformSteps.check(transforms);
    }

    /**
     * A transformation.
     *
     * @param type a class that implements
     * {@link org.apache.kafka.connect.transforms.Transformation}; those of Apache Kafka
     * go by their short names too, such as {@code MaskField$Value}
     * @param properties the transformation's own; a list stands for its elements with
     * commas between
     * @param predicate which records it is for; without one, for all
     */
    public record Transform(@NotBlank(message = "must be the name of a class") String type,
            @DefaultValue Map<String, String> properties, @Nullable @Valid Condition predicate) {

        public Transform {
            properties = PluginProperties.flat(properties);
        }

    }

    /**
     * Which records a transformation is for.
     *
     * @param type a class that implements
     * {@link org.apache.kafka.connect.transforms.predicates.Predicate}; those of Apache
     * Kafka go by their short names too: HasHeaderKey, RecordIsTombstone,
     * TopicNameMatches
     * @param properties the predicate's own
     * @param negate whether it is for the others
     */
    public record Condition(@NotBlank(message = "must be the name of a class") String type,
            @DefaultValue Map<String, String> properties, @DefaultValue("false") boolean negate) {

        public Condition {
            properties = PluginProperties.flat(properties);
        }

    }

}
