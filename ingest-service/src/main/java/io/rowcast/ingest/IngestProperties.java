package io.rowcast.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.TableName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which tables are read, and where their rows go.
 *
 * @param topicPrefix a table's topic is this and its name
 * @param sourceName the name of the source in headers, cursors and transactional ids; by
 * default that of the database. Two sources of one Kafka need two names
 * @param partitions of a topic that has to be created
 * @param replication of a topic that has to be created; -1 leaves it to the broker
 * @param tables the tables to read
 * @param retry how long to wait after a failure
 */
@Validated
@ConfigurationProperties("rowcast")
record IngestProperties(
        @DefaultValue("P_") @Pattern(regexp = "[a-zA-Z0-9._-]*",
                message = "may have letters, digits, '.', '_' and '-' only") String topicPrefix,
        @Nullable String sourceName, @DefaultValue("3") @Min(1) int partitions,
        @DefaultValue("-1") @Min(-1) short replication,
        @NotEmpty(
                message = "names no table; give at least a name and an incrementing-column") @Valid List<Table> tables,
        @DefaultValue @Valid Retry retry) {

    IngestProperties {
        tables = (tables != null) ? List.copyOf(tables) : List.of();
        requireTopicsOfTheirOwn(topicPrefix, tables);
    }

    private static void requireTopicsOfTheirOwn(String topicPrefix, List<Table> tables) {
        Map<String, Integer> topics = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            String name = tables.get(i).name();
            if (name == null) {
                continue;
            }
            String topic = PublishedTable.of("", topicPrefix, TableName.parse(name)).topic();
            Integer other = topics.putIfAbsent(topic, i);
            if (other != null) {
                throw new IllegalArgumentException("tables[" + i + "].name: '" + name + "' has the topic " + topic
                        + ", as has tables[" + other + "]; each table needs a topic of its own");
            }
        }
    }

    /**
     * A table.
     *
     * @param name {@code schema.table}, or {@code table} for one in the schema public
     * @param mode how new rows are found
     * @param incrementingColumn an integer column with an index that grows with each new
     * row, such as a serial primary key
     * @param pollInterval how long to wait when there was nothing more to read
     * @param keyColumns the columns that make up the key of a record; by default the
     * primary key
     * @param pageSize rows read and published at once, at most; 4 MB are the limit too
     * @param gapTimeout how old an id without a row must be before it is no longer looked
     * for; it is never given up while a transaction of its time is open
     */
    record Table(@NotBlank(message = "must be schema.table or table") String name,
            @DefaultValue("incrementing") Mode mode,
            @NotBlank(
                    message = "must be the name of an integer column that grows with each new row") String incrementingColumn,
            @DefaultValue("1s") @DurationMin(millis = 1, message = "must be at least 1ms") Duration pollInterval,
            @DefaultValue List<String> keyColumns, @DefaultValue("10000") @Min(1) @Max(50_000) int pageSize,
            @DefaultValue("5m") @DurationMin(millis = 0, message = "must not be negative") Duration gapTimeout) {

        SourceTable source() {
            return new SourceTable(TableName.parse(this.name), this.incrementingColumn, this.keyColumns, this.pageSize,
                    this.gapTimeout);
        }

    }

    /** How new rows are found. */
    enum Mode {

        /** By a column that grows with each new row; changes of rows are not seen. */
        INCREMENTING

    }

    /**
     * The waiting time doubles with each failure in a row; up to half of it is left to
     * chance, so that replicas do not return all at once.
     *
     * @param initial after the first failure
     * @param max at the most
     */
    record Retry(@DefaultValue("500ms") Duration initial, @DefaultValue("30s") Duration max) {
    }

}
