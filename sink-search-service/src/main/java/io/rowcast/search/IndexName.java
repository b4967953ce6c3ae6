package io.rowcast.search;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The index of a topic: its name without the prefix, in lower case, with what
 * Elasticsearch does not allow replaced by {@code _}, or left out where it leads:
 * {@code P_users} goes to {@code users}, {@code P__Audit.Log} to {@code audit.log}.
 *
 * @param topicPrefix what is left out at the beginning
 */
record IndexName(String topicPrefix) {

    /**
     * See "Create index API" in Elasticsearch's reference; a leading dot is for hidden
     * indices.
     */
    private static final Pattern ILLEGAL = Pattern.compile("[\\\\/*?\"<>| ,#:]");

    private static final Pattern ILLEGAL_AT_START = Pattern.compile("^[-_+.]+");

    String of(String topic) {
        String table = topic.startsWith(this.topicPrefix) ? topic.substring(this.topicPrefix.length()) : topic;
        String name = legal(table);
        return name.isEmpty() ? legal(topic) : name;
    }

    private static String legal(String name) {
        String replaced = ILLEGAL.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("_");
        return ILLEGAL_AT_START.matcher(replaced).replaceFirst("");
    }

}
