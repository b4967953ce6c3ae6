package io.rowcast.sink.runtime;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.connect.FormatProperties;
import io.rowcast.connect.RecordConverters;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformProperties;
import io.rowcast.operator.Backoff;
import io.rowcast.operator.BrokerCheck;
import io.rowcast.operator.PeriodicCheck;
import io.rowcast.record.RowJson;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.SinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** Runs the {@link SinkWriter} of a service: everything around it, wired by hand. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnBean(SinkWriter.class)
@Import(SinkOperatorConfiguration.class)
@EnableConfigurationProperties({ SinkProperties.class, TransformProperties.class, FormatProperties.class })
class SinkRuntimeAutoConfiguration {

    private static final long POLL_MILLIS = 250;

    @Bean
    SinkMetrics sinkMetrics(MeterRegistry registry) {
        return new SinkMetrics(registry);
    }

    @Bean
    SinkClients sinkClients(KafkaProperties kafka, @Value("${spring.application.name}") String service) {
        return new SinkClients(kafka, service);
    }

    @Bean(destroyMethod = "close")
    Admin sinkAdmin(SinkClients clients) {
        return Admin.create(clients.admin());
    }

    @Bean(destroyMethod = "close")
    SchemaTopic schemaTopic(SinkProperties properties, SinkClients clients) {
        return new SchemaTopic(properties.schemaTopic(),
                () -> new KafkaConsumer<>(clients.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Bean
    OwnedPartitions ownedPartitions(SinkWriter writer, SinkMetrics metrics, SinkProperties properties) {
        return new OwnedPartitions(writer, metrics, properties.deadLetter().window());
    }

    @Bean
    SinkTopics sinkTopics(SinkProperties properties) {
        return new SinkTopics(properties.topics(), properties.topicPrefix());
    }

    @Bean
    RecordFormat recordFormat(FormatProperties properties, SchemaTopic schemas) {
        return switch (properties.format()) {
            case JSON -> new TopicFormat(schemas, new RowJson(), true);
            case PLAIN -> new TopicFormat(schemas, new RowJson(), false);
            case ENVELOPE, STRING, BYTES, CONVERTER ->
                new ConverterFormat(new RecordConverters(properties), new ForeignJson(new RowJson(), false));
        };
    }

    @Bean(destroyMethod = "close")
    TransformChain<SinkRecord> transformChain(TransformProperties properties) {
        return new TransformChain<>(properties);
    }

    @Bean
    DeadLetters deadLetters(@Value("${spring.application.name}") String service, SinkClients clients, Admin admin,
            SinkProperties properties, SinkMetrics metrics) {
        return new DeadLetters(service,
                new KafkaProducer<>(clients.deadLetterProducer(), new ByteArraySerializer(), new ByteArraySerializer()),
                new DeadLetterTopics(admin, properties.deadLetter()), metrics, Clock.systemUTC());
    }

    @Bean
    BatchWriter batchWriter(SinkProperties properties, SinkWriter writer, OwnedPartitions partitions,
            DeadLetters deadLetters, TransformChain<SinkRecord> transforms, SinkMetrics metrics) {
        return new BatchWriter(new BatchTransforms(transforms, metrics), writer,
                new CircuitBreaker(partitions::get, properties.deadLetter())::admit, deadLetters::publish);
    }

    @Bean
    SinkLoop sinkLoop(SinkProperties properties, SinkWriter writer, PartitionOperator operator,
            OwnedPartitions partitions, BatchWriter batches, RecordFormat format, SinkMetrics metrics) {
        Backoff backoff = new Backoff(properties.retry().initial(), properties.retry().max());
        PartitionFailures failures = new PartitionFailures(backoff, metrics);
        return new SinkLoop(partitions, operator, new PartitionOpener(writer, operator, failures), batches, failures,
                format, metrics);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> sinkContainer(SinkProperties properties, SinkClients clients,
            SinkTopics topics, SinkLoop loop, OwnedPartitions partitions) {
        ContainerProperties container = topics.container();
        container.setMessageListener(loop);
        container.setConsumerRebalanceListener(partitions);
        container.setAckMode(ContainerProperties.AckMode.MANUAL);
        container.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
        container.setPollTimeout(POLL_MILLIS);
        container.setIdleEventInterval(POLL_MILLIS);
        container.setIdleBeforeDataMultiplier(1);
        container.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        container.setShutdownTimeout(Duration.ofSeconds(20).toMillis());
        ConcurrentMessageListenerContainer<byte[], byte[]> containers = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(clients.consumer(), new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                container);
        containers.setBeanName("sink");
        containers.setConcurrency(properties.concurrency());
        // The loop deals with the target's failures; what is left are failures of
        // polling, which must not end it.
        containers
            .setCommonErrorHandler(new DefaultErrorHandler(new FixedBackOff(1_000, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return containers;
    }

    @Bean
    PeriodicCheck kafkaCheck(Admin admin) {
        return new PeriodicCheck("kafka", new BrokerCheck(admin));
    }

    @Bean
    PeriodicCheck targetCheck(SinkWriter writer) {
        return new PeriodicCheck("target", writer::check);
    }

}
