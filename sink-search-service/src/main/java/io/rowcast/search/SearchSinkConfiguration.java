package io.rowcast.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchProperties;
import org.springframework.boot.elasticsearch.autoconfigure.Rest5ClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SearchSinkProperties.class)
class SearchSinkConfiguration {

    @Bean(destroyMethod = "close")
    SearchSinkWriter searchSinkWriter(SearchSinkProperties properties, ElasticsearchClient client,
            MeterRegistry metrics, @Value("${rowcast.topic-prefix:P_}") String topicPrefix) {
        Indices indices = new Indices(client.indices(), new IndexMapping(properties.json()), properties.createIndex(),
                properties.settings());
        return new SearchSinkWriter(new BulkActions(new IndexName(topicPrefix), properties.bulk()), indices,
                new BulkSender(client, metrics), client);
    }

    /**
     * Elasticsearch's client waits for an answer, and for a free connection, without end:
     * its response timeout of zero takes precedence over the socket timeout that Spring
     * Boot sets.
     */
    @Bean
    Rest5ClientBuilderCustomizer responseTimeout(ElasticsearchProperties properties) {
        Timeout timeout = Timeout.of(properties.getSocketTimeout());
        return new Rest5ClientBuilderCustomizer() {

            @Override
            public void customize(Rest5ClientBuilder builder) {
                // Only the requests of the client are customized.
            }

            @Override
            public void customize(RequestConfig.Builder builder) {
                builder.setResponseTimeout(timeout).setConnectionRequestTimeout(timeout);
            }

        };
    }

}
