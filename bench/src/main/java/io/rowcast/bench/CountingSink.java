package io.rowcast.bench;

import java.util.concurrent.atomic.AtomicLong;

import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.WriteResult;
import io.rowcast.testkit.KafkaServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A sink service in this JVM whose target is a counter. */
final class CountingSink implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /**
     * Starts it at the beginning of the users topic.
     * @param decode whether the rows are decoded before they are counted
     */
    CountingSink(KafkaServer kafka, String group, boolean decode) {
        this.context = new SpringApplicationBuilder(Application.class)
            .initializers(context -> context.getBeanFactory().registerSingleton("settings", new Settings(decode)))
            .run("--spring.application.name=sink-counting", "--spring.config.import=classpath:rowcast-defaults.yml",
                    "--server.port=0", "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--spring.kafka.consumer.group-id=" + group, "--rowcast.topics=" + UsersTopic.NAME);
    }

    long records() {
        return this.context.getBean(CountingWriter.class).records.get();
    }

    @Override
    public void close() {
        this.context.close();
    }

    record Settings(boolean decode) {
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        CountingWriter countingWriter(Settings settings) {
            return new CountingWriter(settings.decode());
        }

    }

    /** Counts records and keeps none. */
    static final class CountingWriter implements SinkWriter {

        private final AtomicLong records = new AtomicLong();

        private final boolean decode;

        CountingWriter(boolean decode) {
            this.decode = decode;
        }

        @Override
        public WriteResult write(SinkBatch batch) {
            if (this.decode) {
                batch.decode();
            }
            this.records.addAndGet(batch.records().size());
            return WriteResult.written();
        }

        @Override
        public void check() {
            // A counter is always there.
        }

        @Override
        public void close() {
            // A counter needs nothing.
        }

    }

}
