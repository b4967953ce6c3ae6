package io.rowcast.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.rowcast.connect.TransformProperties.Condition;
import io.rowcast.connect.TransformProperties.Transform;
import io.rowcast.record.SemanticText;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Configured transformations in their order. As in Kafka Connect, they are used by one
 * thread at a time.
 *
 * @param <R> the record
 */
final class TransformSteps<R extends ConnectRecord<R>> {

    private static final PluginKind TRANSFORMATION = new PluginKind(Transformation.class,
            "org.apache.kafka.connect.transforms",
            Stream
                .concat(Stream.of("DropHeaders", "Filter", "InsertHeader", "RegexRouter", "TimestampRouter",
                        "ValueToKey"),
                        Stream
                            .of("Cast", "ExtractField", "Flatten", "HeaderFrom", "HoistField", "InsertField",
                                    "MaskField", "ReplaceField", "SetSchemaMetadata", "TimestampConverter")
                            .flatMap(name -> Stream.of(name + "$Key", name + "$Value")))
                .sorted()
                .toList());

    private static final PluginKind PREDICATE = new PluginKind(Predicate.class,
            "org.apache.kafka.connect.transforms.predicates",
            List.of("HasHeaderKey", "RecordIsTombstone", "TopicNameMatches"));

    private final List<Step<R>> steps;

    private TransformSteps(List<Step<R>> steps) {
        this.steps = steps;
    }

    /**
     * Makes and configures the transformations.
     * @throws IllegalArgumentException naming the key below {@code rowcast} that is
     * wrong, and what is allowed
     */
    static <R extends ConnectRecord<R>> TransformSteps<R> of(List<Transform> transforms) {
        List<Step<R>> steps = new ArrayList<>();
        for (int i = 0; i < transforms.size(); i++) {
            steps.add(step("transforms[" + i + "]", transforms.get(i)));
        }
        return new TransformSteps<>(steps);
    }

    /**
     * Fails as {@link #of} does; a type that is missing altogether is a matter of the
     * validation that comes later.
     */
    static void check(List<Transform> transforms) {
        if (transforms.stream().allMatch(TransformSteps::isComplete)) {
            TransformSteps.<SinkRecord>of(transforms).close();
        }
    }

    private static boolean isComplete(Transform transform) {
        Condition predicate = transform.predicate();
        return transform.type() != null && !transform.type().isBlank()
                && (predicate == null || (predicate.type() != null && !predicate.type().isBlank()));
    }

    /** Whether a type is known to leave keys alone. */
    static boolean keepsKeys(String type) {
        String home = TRANSFORMATION.home() + ".";
        String name = type.startsWith(home) ? type.substring(home.length()) : type;
        return TRANSFORMATION.own().contains(name) && !name.endsWith("$Key") && !name.equals("ValueToKey");
    }

    @SuppressWarnings("unchecked")
    private static <R extends ConnectRecord<R>> Step<R> step(String key, Transform transform) {
        Transformation<R> transformation = (Transformation<R>) TRANSFORMATION.create(key + ".type", transform.type());
        configure(key + ".properties", transform.type(), transform.properties(), () -> {
            PluginProperties.check(key + ".properties", transform.type(), transformation.config(),
                    transform.properties(), TRANSFORMATION.isOwn(transformation));
            transformation.configure(transform.properties());
        });
        Condition condition = transform.predicate();
        if (condition == null) {
            return new Step<>(key + " " + transform.type(), transformation, null, false);
        }
        Predicate<R> predicate = (Predicate<R>) PREDICATE.create(key + ".predicate.type", condition.type());
        Map<String, String> properties = condition.properties();
        configure(key + ".predicate.properties", condition.type(), properties, () -> {
            PluginProperties.check(key + ".predicate.properties", condition.type(), predicate.config(), properties,
                    PREDICATE.isOwn(predicate));
            predicate.configure(properties);
        });
        return new Step<>(key + " " + transform.type(), transformation, predicate, condition.negate());
    }

    private static void configure(String key, String type, Map<String, String> properties, Runnable configuration) {
        try {
            configuration.run();
        }
        catch (ConfigException | ConnectException ex) {
            throw new IllegalArgumentException(
                    key + ": " + type + " does not take " + properties.keySet() + ": " + ex.getMessage());
        }
    }

    /**
     * Takes a record through all of them.
     * @return the record as they leave it; null where one of them drops it
     * @throws TransformFailedException when one of them fails
     */
    @Nullable R apply(R record) {
        R current = record;
        for (Step<R> step : this.steps) {
            current = step.apply(current);
            if (current == null) {
                return null;
            }
        }
        requireText(record.key(), current.key());
        requireText(record.value(), current.value());
        return current;
    }

    private static void requireText(Object before, Object after) {
        if (after != before && after instanceof Struct struct) {
            try {
                SemanticText.require(struct);
            }
            catch (DataException ex) {
                throw new TransformFailedException(ex);
            }
        }
    }

    void close() {
        for (Step<R> step : this.steps) {
            Utils.closeQuietly(step.transformation, step.name);
            Utils.closeQuietly(step.predicate, step.name);
        }
    }

    /**
     * One of the transformations.
     *
     * @param name where it stands, and its type
     * @param transformation what is done
     * @param predicate to which records; null for all
     * @param negate whether to the others
     */
    private record Step<R extends ConnectRecord<R>>(String name, Transformation<R> transformation,
            @Nullable Predicate<R> predicate, boolean negate) {

        @Nullable R apply(R record) {
            try {
                boolean applies = this.predicate == null || this.predicate.test(record) != this.negate;
                return applies ? this.transformation.apply(record) : record;
            }
            catch (RuntimeException | LinkageError ex) {
                throw new TransformFailedException(this.name, ex);
            }
        }

    }

}
