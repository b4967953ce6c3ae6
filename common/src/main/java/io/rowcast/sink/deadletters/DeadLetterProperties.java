package io.rowcast.sink.deadletters;

import java.util.List;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The topics for records that can never be written: {@code <topic>.<service>.dlq}, each
 * with as many partitions as its topic.
 *
 * @param replication its replicas, and those of {@code rowcast.operations}; -1 leaves it
 * to the broker
 * @param maxRatio a partition is held when more than this share of its recent records
 * would be dead letters; 1 lets all pass
 * @param window how many records of a partition count as recent
 * @param maxAttempts a record that is replayed and has failed so often goes to
 * {@code <topic>.<service>.quarantine.dlq}
 * @param maskedFields fields of keys and rows, at any depth, that are not shown where an
 * operator looks at a dead letter
 */
@Validated
@ConfigurationProperties("rowcast.dead-letter")
public record DeadLetterProperties(@DefaultValue("-1") @Min(-1) short replication,
        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1") double maxRatio,
        @DefaultValue("1000") @Min(1) @Max(1_000_000) int window,
        @DefaultValue("5") @Min(1) @Max(1_000) int maxAttempts, @DefaultValue List<String> maskedFields) {
}
