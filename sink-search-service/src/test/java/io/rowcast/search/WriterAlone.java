package io.rowcast.search;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.WriteResult;
import io.rowcast.testkit.ElasticsearchServer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchClientAutoConfiguration;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The writer as the service wires it, without topics. */
final class WriterAlone implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    WriterAlone(ElasticsearchServer server, String... arguments) {
        String[] all = Stream
            .concat(Stream.of("--spring.elasticsearch.uris=" + server.url(),
                    "--rowcast.search.settings.number-of-replicas=0"), Stream.of(arguments))
            .toArray(String[]::new);
        this.context = new SpringApplicationBuilder(Wiring.class).web(WebApplicationType.NONE).run(all);
    }

    WriteResult write(TopicRecord... records) {
        return writer().write(new SinkBatch(List.of(records), Map.of(), (partition, offset, metadata) -> {
            throw new UnsupportedOperationException();
        }));
    }

    SearchSinkWriter writer() {
        return this.context.getBean(SearchSinkWriter.class);
    }

    double stale(String topic) {
        return this.context.getBean(MeterRegistry.class)
            .get("rowcast.records.stale")
            .tag("topic", topic)
            .counter()
            .count();
    }

    @Override
    public void close() {
        this.context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(SearchSinkConfiguration.class)
    @ImportAutoConfiguration({ JacksonAutoConfiguration.class, ElasticsearchRestClientAutoConfiguration.class,
            ElasticsearchClientAutoConfiguration.class })
    static class Wiring {

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }

    }

}
