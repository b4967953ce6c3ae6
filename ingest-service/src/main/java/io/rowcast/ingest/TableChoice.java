package io.rowcast.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.rowcast.ingest.IngestProperties.Settings;
import io.rowcast.ingest.IngestProperties.Table;
import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.publish.TopicTemplate;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableName;

/**
 * Which of the tables there are will be read, how, and to which topics: those that the
 * configuration names, whether they are there or not, and those that its patterns find.
 * Every replica comes to the same.
 */
final class TableChoice {

    private final SourceNames names;

    private final IngestProperties properties;

    private final TopicTemplate topics;

    private final Map<TableName, Table> named = new LinkedHashMap<>();

    /**
     * Chooses nothing yet.
     * @param names what the source is called
     */
    TableChoice(SourceNames names, IngestProperties properties) {
        this.names = names;
        this.properties = properties;
        this.topics = new TopicTemplate(properties.topicTemplate(), properties.topicPrefix(), names.source());
        properties.tables().forEach(table -> {
            TableName name = TableName.parse(table.name(), names.defaultSchema());
            if (this.named.put(name, table) != null) {
                throw new IllegalStateException("rowcast.tables: names " + name + " twice");
            }
        });
    }

    /** Whether the tables that there are matter at all. */
    boolean isByPattern() {
        return !this.properties.include().isEmpty() || !this.properties.schemas().isEmpty();
    }

    /**
     * Returns the tables to read.
     * @param found all tables of the database, the oldest first: of two that would share
     * a topic the older one gets it
     */
    List<ChosenTable> of(List<TableName> found) {
        Map<String, TableName> topics = new HashMap<>();
        List<ChosenTable> chosen = new ArrayList<>();
        Stream.concat(this.named.keySet().stream(), found.stream().filter(this::isWanted))
            .distinct()
            .forEach(name -> chosen.add(choose(name, topics)));
        return chosen;
    }

    private ChosenTable choose(TableName name, Map<String, TableName> topics) {
        Table table = this.named.get(name);
        Settings defaults = this.properties.defaults();
        SourceTable source = (table != null) ? table.over(defaults).source(name, table.query())
                : defaults.source(name, null);
        Duration pollInterval = (table != null) ? table.over(defaults).pollInterval() : defaults.pollInterval();
        String topic = (table != null && table.topic() != null) ? table.topic() : this.topics.topic(name);
        TableName other = topics.putIfAbsent(topic, name);
        String refusal = (other == null) ? null : "table " + name + " would have the topic " + topic + ", as has "
                + other + "; give it another by rowcast.tables[].topic or rowcast.topic-template, or exclude it";
        IngestProperties.Backfill backfill = this.properties.backfill();
        return new ChosenTable(source, PublishedTable.of(this.names.source(), topic, name, this.names.header(name)),
                pollInterval, (table != null && table.backfill() != null) ? table.backfill().over(backfill) : backfill,
                refusal);
    }

    private boolean isWanted(TableName table) {
        List<String> schemas = this.properties.schemas();
        List<Pattern> include = this.properties.include();
        return isByPattern() && (schemas.isEmpty() || schemas.contains(table.schema()))
                && (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, table)))
                && this.properties.exclude().stream().noneMatch(pattern -> matches(pattern, table));
    }

    /** A table of the default schema matches by its bare name, too. */
    private boolean matches(Pattern pattern, TableName table) {
        return pattern.matcher(table.toString()).matches()
                || (table.schema().equals(this.names.defaultSchema()) && pattern.matcher(table.table()).matches());
    }

    /** Returns the keys and values of the configuration to which no table belongs. */
    List<String> unmatched(List<TableName> found) {
        List<TableName> wanted = found.stream().filter(this::isWanted).toList();
        Stream<String> schemas = this.properties.schemas()
            .stream()
            .filter(schema -> wanted.stream().noneMatch(table -> table.schema().equals(schema)))
            .map(schema -> "rowcast.schemas: '" + schema + "'");
        Stream<String> patterns = this.properties.include()
            .stream()
            .filter(pattern -> wanted.stream().noneMatch(table -> matches(pattern, table)))
            .map(pattern -> "rowcast.include: '" + pattern + "'");
        return Stream.concat(schemas, patterns).toList();
    }

}
