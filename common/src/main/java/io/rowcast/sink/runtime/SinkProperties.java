package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every sink service reads and how it treats failures.
 *
 * @param topicPrefix without {@code topics}, all topics whose names begin with this are
 * read, dead letters excepted
 * @param topics the topics to read; without any, all that begin with the prefix
 * @param concurrency consumers in this service; more than the topics have partitions is
 * of no use
 * @param schemaTopic the topic in which ingest keeps the schemas
 * @param retry how long to wait after a transient failure
 * @param stuckAfter a batch that takes longer makes readiness fail, with the place where
 * it stands
 * @param fieldTypes of fields of JSON without a schema; the others are read off the
 * values
 */
@Validated
@ConfigurationProperties("rowcast")
public record SinkProperties(@DefaultValue("P_") @NotEmpty String topicPrefix, @DefaultValue List<String> topics,
        @DefaultValue("1") @Min(1) @Max(64) int concurrency, @DefaultValue("rowcast.schemas") String schemaTopic,
        @DefaultValue @Valid Retry retry, @DefaultValue("20s") Duration stuckAfter,
        @DefaultValue @Valid List<GivenType> fieldTypes) {

    /**
     * The type of a field.
     *
     * @param topic of the records
     * @param field its name, at the top of the value or the key
     * @param type its type, whatever the values look like; a value of another type is
     * rejected
     */
    public record GivenType(@NotBlank String topic, @NotBlank String field, @NotNull FieldType type) {
    }

    /**
     * The waiting time doubles with each failure in a row; up to half of it is left to
     * chance, so that services do not return all at once.
     *
     * @param initial after the first failure
     * @param max at the most
     */
    public record Retry(@DefaultValue("1s") Duration initial, @DefaultValue("60s") Duration max) {
    }

}
