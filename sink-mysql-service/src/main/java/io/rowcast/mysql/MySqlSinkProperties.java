package io.rowcast.mysql;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rows are written. Where to is told by {@code spring.datasource.*}.
 *
 * @param mode what a record does to its table: {@code upsert} takes the place of the row
 * with its key, {@code insert} adds a row for every record
 * @param autoCreate whether tables that are missing are created, and columns that are
 * missing added; otherwise their rows wait, or are rejected
 * @param maxRowsPerStatement rows of one statement, where they fit into a packet
 * @param loadDataMinRows from how many rows on they are sent with {@code LOAD DATA LOCAL
 * INFILE}, where the server permits it and it has the same effect; 0 for never
 * @param statementTimeout how long one statement may take; twice that is well below
 * Kafka's {@code max.poll.interval.ms}
 */
@Validated
@ConfigurationProperties("rowcast.mysql")
record MySqlSinkProperties(@DefaultValue("upsert") WriteMode mode, @DefaultValue("true") boolean autoCreate,
        @DefaultValue("1000") @Min(1) @Max(50_000) int maxRowsPerStatement,
        @DefaultValue("100") @Min(0) int loadDataMinRows,
        @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(seconds = 120) Duration statementTimeout) {
}
