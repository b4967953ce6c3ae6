package io.rowcast.sink.runtime;

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
import io.rowcast.sink.deadletters.DeadLetterConfiguration;
import io.rowcast.sink.deadletters.DeadLetterProperties;
import io.rowcast.sink.deadletters.DeadLetters;
import io.rowcast.sink.deadletters.LetterBatches;
import io.rowcast.sink.deadletters.LetterWorkers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
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
@Import({ SinkOperatorConfiguration.class, DeadLetterConfiguration.class })
@EnableConfigurationProperties({ SinkProperties.class, TransformProperties.class, FormatProperties.class })
class SinkRuntimeAutoConfiguration {

    private static final long POLL_MILLIS = 250;

    @Bean
    SinkMetrics sinkMetrics(MeterRegistry registry) {
        return new SinkMetrics(registry);
    }

    @Bean
    HeapShare heapShare(SinkProperties properties) {
        return new HeapShare(Runtime.getRuntime().maxMemory(), properties.concurrency());
    }

    @Bean
    SinkClients sinkClients(KafkaProperties kafka, @Value("${spring.application.name}") String service,
            HeapShare heap) {
        return new SinkClients(kafka, service, heap);
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
    OwnedPartitions ownedPartitions(SinkWriter writer, LetterWorkers letters, SinkMetrics metrics,
            DeadLetters deadLetters, DeadLetterProperties properties) {
        return new OwnedPartitions(writer, letters, deadLetters, metrics, properties.window());
    }

    @Bean
    SinkTopics sinkTopics(SinkProperties properties) {
        return new SinkTopics(properties.topics(), properties.topicPrefix());
    }

    @Bean
    RecordFormat recordFormat(FormatProperties properties, SchemaTopic schemas, SinkProperties sink) {
        FieldTypes types = new FieldTypes(sink.fieldTypes());
        return switch (properties.format()) {
            case JSON -> new TopicFormat(schemas, new RowJson(), types, true);
            case PLAIN -> new TopicFormat(schemas, new RowJson(), types, false);
            case ENVELOPE, STRING, BYTES, CONVERTER ->
                new ConverterFormat(new RecordConverters(properties), new ForeignJson(new RowJson(), types, false));
        };
    }

    @Bean(destroyMethod = "close")
    TransformChain<SinkRecord> transformChain(TransformProperties properties) {
        return new TransformChain<>(properties);
    }

    @Bean
    BatchTransforms batchTransforms(TransformChain<SinkRecord> transforms, SinkMetrics metrics) {
        return new BatchTransforms(transforms, metrics);
    }

    @Bean
    BatchWriter batchWriter(DeadLetterProperties properties, SinkWriter writer, OwnedPartitions partitions,
            DeadLetters deadLetters, BatchTransforms transforms, HeapShare heap) {
        return new BatchWriter(new BatchSize(heap.batchBytes()), transforms, writer,
                new CircuitBreaker(partition -> partitions.get(partition).recent(), properties)::admit,
                deadLetters::publish);
    }

    @Bean
    LetterBatches.Factory letterBatches(BatchTransforms transforms, SinkWriter writer,
            DeadLetterProperties properties) {
        return ReplayedBatches.factory(transforms, writer, properties);
    }

    @Bean
    PartitionFailures partitionFailures(SinkProperties properties, SinkMetrics metrics) {
        return new PartitionFailures(new Backoff(properties.retry().initial(), properties.retry().max()), metrics);
    }

    @Bean
    PartitionUpkeep partitionUpkeep(SinkWriter writer, PartitionOperator operator, PartitionFailures failures,
            LetterWorkers letters) {
        return new PartitionUpkeep(operator, new PartitionOpener(writer, operator, failures), letters, failures);
    }

    @Bean
    SinkLoop sinkLoop(OwnedPartitions partitions, PartitionUpkeep upkeep, BatchWriter batches,
            PartitionFailures failures, RecordFormat format, SinkMetrics metrics, LoopWatch watch) {
        return new SinkLoop(partitions, upkeep, batches, failures, format, metrics, watch);
    }

    @Bean
    LoopWatch loopWatch(SinkProperties properties, SinkClients clients, ApplicationEventPublisher events) {
        return new LoopWatch(properties.stuckAfter(), clients.maxPollInterval(), events, System::nanoTime);
    }

    @Bean
    PeriodicCheck loopCheck(LoopWatch watch) {
        return new PeriodicCheck("loop", watch::check, watch.interval());
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
