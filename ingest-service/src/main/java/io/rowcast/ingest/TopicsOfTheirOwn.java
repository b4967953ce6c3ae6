package io.rowcast.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.ingest.publish.TopicTemplate;
import io.rowcast.ingest.source.TableName;

/** Whether each table that is named in the configuration has a topic of its own. */
final class TopicsOfTheirOwn {

    private TopicsOfTheirOwn() {
    }

    /** Throws where two have the same, with the settings that say so. */
    static void require(TopicTemplate template, List<IngestProperties.Table> tables) {
        Map<String, Integer> topics = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            IngestProperties.Table table = tables.get(i);
            if (table.name() == null) {
                continue;
            }
            String topic = (table.topic() != null) ? table.topic() : template.topic(TableName.parse(table.name(), ""));
            Integer other = topics.putIfAbsent(topic, i);
            if (other != null) {
                throw new IllegalArgumentException("tables[" + i + "].name: '" + table.name() + "' has the topic "
                        + topic + ", as has tables[" + other + "]; each table needs a topic of its own, by " + "tables["
                        + i + "].topic or topic-template");
            }
        }
    }

}
