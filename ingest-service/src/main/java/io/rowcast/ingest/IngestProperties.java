package io.rowcast.ingest;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import io.rowcast.ingest.publish.TopicTemplate;
import io.rowcast.ingest.source.Mode;
import io.rowcast.ingest.source.OnUnmappedColumn;
import io.rowcast.ingest.source.SchemaChange;
import io.rowcast.ingest.source.SourceTable;
import io.rowcast.ingest.source.StartFrom;
import io.rowcast.ingest.source.TableName;
import io.rowcast.ingest.source.Tracking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which tables are read, and where their rows go.
 *
 * @param topicPrefix what {@code {prefix}} stands for in the template
 * @param topicTemplate a table's topic; {@code {prefix}}, {@code {source}},
 * {@code {schema}} and {@code {table}} stand for what they say
 * @param sourceName the name of the source in headers, cursors and transactional ids; by
 * default that of the database. Two sources of one Kafka need two names
 * @param partitions of a topic that has to be created
 * @param replication of a topic that has to be created; -1 leaves it to the broker
 * @param tables tables to read by name, and settings of their own for these and for those
 * that are found
 * @param include tables to read as regular expressions of which one has to match all of
 * {@code schema.table}, or {@code table} for one in public; without any, all tables of
 * the schemas. Views and foreign tables are read by name only
 * @param exclude which of these not to read, in the same way
 * @param schemas where to look for tables; without any, in all but the system's own
 * @param discoveryInterval how often to look for new tables
 * @param defaults the settings of all tables that have none of their own
 * @param backfill how the first reading of a table runs
 * @param retry how long to wait after a failure
 */
@Validated
@ConfigurationProperties("rowcast")
record IngestProperties(
        @DefaultValue("P_") @Pattern(regexp = "[a-zA-Z0-9._-]*",
                message = "may have letters, digits, '.', '_' and '-' only") String topicPrefix,
        @DefaultValue("{prefix}{table}") @Pattern(regexp = TopicTemplate.PATTERN,
                message = "may have {prefix}, {source}, {schema}, {table}, letters, digits, '.', '_' "
                        + "and '-' only") String topicTemplate,
        @Nullable String sourceName, @DefaultValue("3") @Min(1) int partitions,
        @DefaultValue("-1") @Min(-1) short replication, @DefaultValue @Valid List<Table> tables,
        @DefaultValue List<java.util.regex.Pattern> include, @DefaultValue List<java.util.regex.Pattern> exclude,
        @DefaultValue List<String> schemas,
        @DefaultValue("30s") @DurationMin(seconds = 1, message = "must be at least 1s") Duration discoveryInterval,
        @DefaultValue @Valid Settings defaults, @DefaultValue @Valid Backfill backfill,
        @DefaultValue @Valid Retry retry) {

    IngestProperties {
        tables = List.copyOf(tables);
        if (tables.isEmpty() && include.isEmpty() && schemas.isEmpty()) {
            throw new IllegalArgumentException("tables: names no table, and neither rowcast.include nor "
                    + "rowcast.schemas finds any; give at least one of them");
        }
        TopicsOfTheirOwn.require(new TopicTemplate(topicTemplate, topicPrefix, ""), tables);
        for (int i = 0; i < tables.size(); i++) {
            tables.get(i).over(defaults).check("tables[" + i + "]", tables.get(i).query());
        }
        if (!include.isEmpty() || !schemas.isEmpty()) {
            defaults.check("defaults", null);
        }
    }

    /**
     * A table to read by name, or settings of its own for one that is found; or the
     * result of a query. What it does not set is as in {@code rowcast.defaults}.
     *
     * @param name {@code schema.table}, or {@code table} for one in the schema public, of
     * MySQL in the database of the URL; with a query, what its rows are called
     * @param topic its topic, instead of what the template makes of its name
     * @param query a SELECT, with a WHERE of its own if need be, to read in place of the
     * table
     * @param mode how new rows are found
     * @param incrementingColumn a column with an index that grows with each new row
     * @param timestampColumns the time of a row's last change
     * @param timestampZone in which times without a time zone are meant
     * @param lookback how late a row may come after its timestamp was made
     * @param startFrom where reading begins when the table has no cursor yet
     * @param pollInterval how long to wait when there was nothing more to read
     * @param keyColumns the columns that make up the key of a record
     * @param pageSize rows read and published at once, at most
     * @param gapTimeout how old an id without a row must be before it is no longer looked
     * for
     * @param onUnmappedColumn what becomes of a column whose type has no mapping
     * @param schemaChange what happens when the rows get another schema
     * @param backfill how its first reading runs
     */
    record Table(@NotBlank(message = "must be schema.table or table") String name,
            @Nullable @Pattern(regexp = "[a-zA-Z0-9._-]+",
                    message = "may have letters, digits, '.', '_' and '-' only") String topic,
            @Nullable String query, @Nullable Mode mode, @Nullable String incrementingColumn,
            @DefaultValue List<String> timestampColumns, @Nullable ZoneId timestampZone,
            @Nullable @DurationMin(millis = 0, message = "must not be negative") Duration lookback,
            @Nullable String startFrom,
            @Nullable @DurationMin(millis = 1, message = "must be at least 1ms") Duration pollInterval,
            @DefaultValue List<String> keyColumns, @Nullable @Min(1) @Max(50_000) Integer pageSize,
            @Nullable @DurationMin(millis = 0, message = "must not be negative") Duration gapTimeout,
            @Nullable OnUnmappedColumn onUnmappedColumn, @Nullable SchemaChange schemaChange,
            @Nullable @Valid TableBackfill backfill) {

        Settings over(Settings defaults) {
            return new Settings((this.mode != null) ? this.mode : defaults.mode,
                    (this.incrementingColumn != null) ? this.incrementingColumn : defaults.incrementingColumn,
                    this.timestampColumns.isEmpty() ? defaults.timestampColumns : this.timestampColumns,
                    (this.timestampZone != null) ? this.timestampZone : defaults.timestampZone,
                    (this.lookback != null) ? this.lookback : defaults.lookback,
                    (this.startFrom != null) ? this.startFrom : defaults.startFrom,
                    (this.pollInterval != null) ? this.pollInterval : defaults.pollInterval,
                    this.keyColumns.isEmpty() ? defaults.keyColumns : this.keyColumns,
                    (this.pageSize != null) ? this.pageSize : defaults.pageSize,
                    (this.gapTimeout != null) ? this.gapTimeout : defaults.gapTimeout,
                    (this.onUnmappedColumn != null) ? this.onUnmappedColumn : defaults.onUnmappedColumn,
                    (this.schemaChange != null) ? this.schemaChange : defaults.schemaChange);
        }

    }

    /**
     * How a table is read.
     *
     * @param mode how new rows are found
     * @param incrementingColumn a column with an index that grows with each new row: of
     * any integer type, numeric, text, varchar or uuid; by default the only column that
     * is an integer primary key, serial, identity or AUTO_INCREMENT
     * @param timestampColumns the time of a row's last change, for the modes with
     * timestamp; of several columns the first counts that is not NULL
     * @param timestampZone in which times without a time zone are meant
     * @param lookback how late a row may come after its timestamp was made, beyond the
     * duration of its transaction: how far the clocks of those who write differ
     * @param startFrom where reading begins when the table has no cursor yet: beginning,
     * latest, or an id or a timestamp from which on rows are read
     * @param pollInterval how long to wait when there was nothing more to read
     * @param keyColumns the columns that make up the key of a record; by default the
     * primary key
     * @param pageSize rows read and published at once, at most; 4 MB are the limit too
     * @param gapTimeout how old an id without a row must be before it is no longer looked
     * for; it is never given up while a transaction of its time is open
     * @param onUnmappedColumn what becomes of a column whose type has no mapping, such as
     * one of an extension: {@code fail} stops the table, {@code text} sends what the
     * database prints, {@code skip} leaves the column out
     * @param schemaChange what happens when the rows get another schema: {@code follow}
     * publishes them with it, {@code pause} stops the table until the change is accepted
     */
    record Settings(@DefaultValue("incrementing") Mode mode, @Nullable String incrementingColumn,
            @DefaultValue List<String> timestampColumns, @DefaultValue("UTC") ZoneId timestampZone,
            @DefaultValue("10s") @DurationMin(millis = 0, message = "must not be negative") Duration lookback,
            @DefaultValue("beginning") @NotBlank(
                    message = "must be beginning, latest, or an id or timestamp") String startFrom,
            @DefaultValue("1s") @DurationMin(millis = 1, message = "must be at least 1ms") Duration pollInterval,
            @DefaultValue List<String> keyColumns, @DefaultValue("10000") @Min(1) @Max(50_000) int pageSize,
            @DefaultValue("5m") @DurationMin(millis = 0, message = "must not be negative") Duration gapTimeout,
            @DefaultValue("fail") OnUnmappedColumn onUnmappedColumn,
            @DefaultValue("follow") SchemaChange schemaChange) {

        SourceTable source(TableName table, @Nullable String query) {
            Tracking tracking = new Tracking(this.mode, this.incrementingColumn,
                    new Tracking.Timestamps(this.timestampColumns, this.timestampZone), this.lookback, this.gapTimeout,
                    new StartFrom(this.startFrom));
            return new SourceTable(table, query, tracking, this.keyColumns, this.pageSize, this.onUnmappedColumn,
                    this.schemaChange);
        }

        /** Throws when the settings do not go together. */
        private void check(String key, @Nullable String query) {
            boolean hasTimestamp = this.mode == Mode.TIMESTAMP || this.mode == Mode.TIMESTAMP_INCREMENTING;
            if (hasTimestamp && this.timestampColumns.isEmpty()) {
                throw new IllegalArgumentException(key + ".timestamp-columns: names none; a mode with timestamp needs "
                        + "at least one column with the time of a row's last change");
            }
            if (query != null && this.incrementingColumn == null
                    && (this.mode == Mode.INCREMENTING || this.mode == Mode.TIMESTAMP_INCREMENTING)) {
                throw new IllegalArgumentException(
                        key + ".incrementing-column: must be a column of the query that grows with each new row");
            }
            if (this.mode == Mode.BULK && !this.startFrom.equals(StartFrom.BEGINNING.text())) {
                throw new IllegalArgumentException(key + ".start-from: '" + this.startFrom
                        + "' has no meaning in mode bulk, which reads the whole table; leave it out");
            }
        }

    }

    /**
     * How the first reading of a table runs: beside the polling of new rows, and in
     * ranges of the incrementing column where that has whole numbers.
     *
     * @param parallelism ranges of one table that are read at once
     * @param maxRowsPerSecond rows of one table that are read in a second, at most; as
     * fast as they come where it is not set
     */
    record Backfill(
            @DefaultValue("4") @Min(value = 1, message = "must be at least 1") @Max(value = 32,
                    message = "must be at most 32") int parallelism,
            @Nullable @Min(value = 1, message = "must be at least 1; leave it out to read as fast as rows come") @Max(
                    value = 100_000_000, message = "must be at most 100000000") Integer maxRowsPerSecond) {
    }

    /**
     * What a table sets of it.
     *
     * @param parallelism ranges that are read at once
     * @param maxRowsPerSecond rows that are read in a second, at most
     */
    record TableBackfill(
            @Nullable @Min(value = 1, message = "must be at least 1") @Max(value = 32,
                    message = "must be at most 32") Integer parallelism,
            @Nullable @Min(value = 1, message = "must be at least 1; leave it out to read as fast as rows come") @Max(
                    value = 100_000_000, message = "must be at most 100000000") Integer maxRowsPerSecond) {

        Backfill over(Backfill defaults) {
            return new Backfill((this.parallelism != null) ? this.parallelism : defaults.parallelism,
                    (this.maxRowsPerSecond != null) ? this.maxRowsPerSecond : defaults.maxRowsPerSecond);
        }

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
