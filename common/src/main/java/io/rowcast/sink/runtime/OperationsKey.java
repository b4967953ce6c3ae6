package io.rowcast.sink.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.TopicPartition;

/**
 * The key of a record in {@link OperationsTopic}:
 * {@code <group>/<topic>-<partition>/<what>}.
 *
 * @param partition of a topic that the group reads
 * @param what tells the records of a partition apart
 */
record OperationsKey(TopicPartition partition, String what) {

    private static final Pattern KEY = Pattern.compile("([^/]+)-(\\d{1,9})/([^/]+)");

    /** Reads a key; empty where it is that of another group, or of something else. */
    static Optional<OperationsKey> of(String group, byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        if (!text.startsWith(group + "/")) {
            return Optional.empty();
        }
        Matcher matcher = KEY.matcher(text.substring(group.length() + 1));
        return matcher.matches()
                ? Optional.of(new OperationsKey(
                        new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2))), matcher.group(3)))
                : Optional.empty();
    }

    byte[] bytes(String group) {
        return (group + "/" + this.partition + "/" + this.what).getBytes(StandardCharsets.UTF_8);
    }

}
