package io.rowcast.search;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How rows become documents. Where Elasticsearch is and how to log in stands under
 * {@code spring.elasticsearch}.
 *
 * @param createIndex whether indices and mappings are made, and grow with the schemas;
 * otherwise both have to be there
 * @param settings of indices that are made
 * @param json how columns of type json and jsonb are mapped
 * @param bulk the size of a bulk request
 */
@Validated
@ConfigurationProperties("rowcast.search")
record SearchSinkProperties(@DefaultValue("true") boolean createIndex, @DefaultValue @Valid Settings settings,
        @DefaultValue("stored") Json json, @DefaultValue @Valid Bulk bulk) {

    /** How a column of type json or jsonb is mapped. */
    enum Json {

        /** Kept in the document with every value that JSON knows, not searchable. */
        STORED,

        /**
         * Searchable by path; rows whose value is neither an object nor null are
         * rejected.
         */
        FLATTENED

    }

    /**
     * Settings of indices that are made. Those that are not given are left to templates
     * and to Elasticsearch.
     *
     * @param numberOfShards primary shards
     * @param numberOfReplicas copies of each shard
     * @param refreshInterval the time until a document can be found; negative: never by
     * itself
     */
    record Settings(@Nullable @Min(1) @Max(1024) Integer numberOfShards, @Nullable @Min(0) Integer numberOfReplicas,
            @Nullable Duration refreshInterval) {
    }

    /**
     * A bulk request is sent when either is reached.
     *
     * @param maxBytes bytes of documents, 1KB to 100MB
     * @param maxActions documents and deletes
     */
    record Bulk(@DefaultValue("5MB") DataSize maxBytes, @DefaultValue("10000") @Min(1) int maxActions) {

        private static final DataSize LEAST = DataSize.ofKilobytes(1);

        private static final DataSize MOST = DataSize.ofMegabytes(100);

        Bulk {
            if (maxBytes.compareTo(LEAST) < 0 || maxBytes.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("max-bytes: '" + maxBytes + "' is not a size from 1KB to 100MB");
            }
        }

    }

}
