package io.rowcast.search;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.mapping.DynamicMapping;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch.indices.ElasticsearchIndicesClient;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.get_mapping.IndexMappingRecord;
import io.rowcast.search.SearchSinkProperties.Settings;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.connect.data.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes indices, and adds the columns of each schema to their mappings before the first
 * row of that schema is written. An index that is there already, or an alias of that
 * name, is used as it is: only what its mapping lacks is added. Thread-safe.
 */
final class Indices {

    private static final Logger log = LoggerFactory.getLogger(Indices.class);

    /** Rows of other programs have as many schemas as they have sets of columns. */
    private static final int MOST_SCHEMAS = 1_000;

    /** What an index needs for a delete: to be there. */
    private static final String NO_SCHEMA = "";

    private final ElasticsearchIndicesClient client;

    private final IndexMapping mapping;

    private final boolean create;

    private final Settings settings;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Indices(ElasticsearchIndicesClient client, IndexMapping mapping, boolean create, Settings settings) {
        this.client = client;
        this.mapping = mapping;
        this.create = create;
        this.settings = settings;
    }

    /**
     * Makes an index ready for a record. Asks the cluster once per index and schema.
     * @throws TransientSinkException when the index cannot be made ready, with the reason
     * @throws io.rowcast.sink.UndecodableRecordException when the first record of a
     * schema is no row
     */
    void prepare(String index, TopicRecord record) {
        Known known = this.known.computeIfAbsent(index, name -> new Known(record.topic()));
        if (!known.topic.equals(record.topic())) {
            throw new TransientSinkException(
                    "topics " + known.topic + " and " + record.topic() + " both go to index " + index
                            + ", where their rows would replace each other; leave one out with" + " rowcast.topics",
                    null);
        }
        String fingerprint = record.fingerprint();
        if (fingerprint != null && known.schemas.contains(fingerprint)) {
            return;
        }
        if (record.isTombstone()) {
            known.prepare(NO_SCHEMA, () -> create(index));
            return;
        }
        Schema schema = record.decoded().valueSchema();
        known.prepare((fingerprint != null) ? fingerprint : schema, () -> {
            create(index);
            extend(index, schema);
        });
    }

    /**
     * Asks the cluster again before the next record: somebody may have deleted the index.
     */
    void forget(String index) {
        this.known.remove(index);
    }

    private void create(String index) {
        try {
            if (this.client.exists(request -> request.index(index)).value()) {
                return;
            }
            if (!this.create) {
                throw new TransientSinkException(
                        "index " + index + " does not exist, and rowcast.search.create-index is false", null);
            }
            this.client.create(request -> request.index(index)
                .settings(settings())
                .mappings(mappings -> mappings.dynamic(DynamicMapping.Strict)));
            log.info("{}: index created", index);
        }
        catch (IOException | RuntimeException ex) {
            if (!isThereAlready(ex)) {
                throw SearchFailures.of("index " + index + " cannot be created", ex);
            }
        }
    }

    /** Another replica was faster. */
    private static boolean isThereAlready(Exception failure) {
        return failure instanceof ElasticsearchException refused
                && "resource_already_exists_exception".equals(refused.error().type());
    }

    private void extend(String index, Schema schema) {
        if (!this.create) {
            return;
        }
        try {
            Map<String, Property> missing = new LinkedHashMap<>();
            for (IndexMappingRecord each : this.client.getMapping(request -> request.index(index))
                .mappings()
                .values()) {
                missing.putAll(missing(each.mappings(), schema));
            }
            if (!missing.isEmpty()) {
                this.client.putMapping(request -> request.index(index).properties(missing));
                log.info("{}: mapping has got the fields {}", index, missing.keySet());
            }
        }
        catch (IOException | RuntimeException ex) {
            throw SearchFailures.of("the mapping of index " + index + " cannot be extended", ex);
        }
    }

    /** Who says {@code dynamic: false} wants further fields kept and not indexed. */
    private Map<String, Property> missing(TypeMapping existing, Schema schema) {
        if (existing.dynamic() == DynamicMapping.False) {
            return Map.of();
        }
        Map<String, Property> missing = this.mapping.properties(schema);
        missing.keySet().removeAll(existing.properties().keySet());
        return missing;
    }

    private IndexSettings settings() {
        return IndexSettings.of(index -> {
            if (this.settings.numberOfShards() != null) {
                index.numberOfShards(this.settings.numberOfShards().toString());
            }
            if (this.settings.numberOfReplicas() != null) {
                index.numberOfReplicas(this.settings.numberOfReplicas().toString());
            }
            Duration refresh = this.settings.refreshInterval();
            if (refresh != null) {
                index.refreshInterval(
                        interval -> interval.time(refresh.isNegative() ? "-1" : refresh.toMillis() + "ms"));
            }
            return index;
        });
    }

    /** What an index is known to be ready for: fingerprints, and schemas without one. */
    private static final class Known {

        private final String topic;

        private final Set<Object> schemas = ConcurrentHashMap.newKeySet();

        Known(String topic) {
            this.topic = topic;
        }

        synchronized void prepare(Object schema, Runnable preparation) {
            if (this.schemas.contains(schema)) {
                return;
            }
            preparation.run();
            if (this.schemas.size() > MOST_SCHEMAS) {
                this.schemas.clear();
            }
            this.schemas.add(schema);
        }

    }

}
