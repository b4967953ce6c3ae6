package io.rowcast.mysql;

import java.util.Set;

/**
 * Which table the rows of a topic go to.
 *
 * @param topicPrefix what is taken off the topic's name
 */
record TableNames(String topicPrefix) {

    private static final Set<String> OWN = Set.of(WrittenOffsets.TABLE, OffsetsMigration.HISTORY_TABLE);

    /**
     * Returns the name of the table.
     * @throws UnwritableRowException when it is one of Rowcast's own
     */
    String table(String topic) {
        boolean prefixed = topic.startsWith(this.topicPrefix) && topic.length() > this.topicPrefix.length();
        String table = prefixed ? topic.substring(this.topicPrefix.length()) : topic;
        if (OWN.contains(table)) {
            throw new UnwritableRowException(
                    "table " + table + " is Rowcast's own: rows of topic " + topic + " cannot go there");
        }
        return table;
    }

}
