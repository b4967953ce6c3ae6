package io.rowcast.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.connect.FormatProperties;
import io.rowcast.connect.RecordConverters;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformProperties;
import io.rowcast.ingest.publish.CursorTopic;
import io.rowcast.ingest.publish.KafkaClients;
import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.RequestWriter;
import io.rowcast.ingest.publish.Topics;
import io.rowcast.ingest.source.ConvertedRows;
import io.rowcast.ingest.source.DatabaseTables;
import io.rowcast.ingest.source.JsonRows;
import io.rowcast.ingest.source.OpenRounds;
import io.rowcast.ingest.source.PageMemory;
import io.rowcast.ingest.source.RowFormat;
import io.rowcast.ingest.source.RowOutput;
import io.rowcast.ingest.source.TableReader;
import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.BrokerCheck;
import io.rowcast.operator.PeriodicCheck;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.source.SourceRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Wires the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ IngestProperties.class, TransformProperties.class, FormatProperties.class })
class IngestConfiguration {

    /** One for each partition that a replica may own, and two checks. */
    private static final int CONNECTIONS = 18;

    private static final Duration AUTH_RETRY = Duration.ofSeconds(10);

    @Bean
    SourceDatabase sourceDatabase(HikariDataSource connections, ConfigurableEnvironment environment,
            IngestProperties properties) {
        connections.setCredentialsProvider(new SourceCredentials(environment, connections.getCredentials()));
        return SourceDatabase.of(connections, properties.sourceName());
    }

    @Bean
    KafkaClients kafkaClients(KafkaProperties kafka, @Value("${spring.application.name}") String service,
            SourceDatabase source) {
        return new KafkaClients(kafka, service + "-" + source.names().source(), source.names().source());
    }

    @Bean(destroyMethod = "close")
    Admin ingestAdmin(KafkaClients clients) {
        return Admin.create(clients.admin());
    }

    @Bean
    Topics topics(Admin admin, IngestProperties properties) {
        return new Topics(admin, properties.partitions(), properties.replication());
    }

    @Bean(destroyMethod = "close")
    TransformChain<SourceRecord> transformChain(TransformProperties properties) {
        return new TransformChain<>(properties);
    }

    @Bean
    RowFormat rowFormat(FormatProperties properties) {
        return switch (properties.format()) {
            case JSON, PLAIN -> new JsonRows();
            case ENVELOPE, STRING, BYTES, CONVERTER -> new ConvertedRows(new RecordConverters(properties));
        };
    }

    @Bean
    TableChoice tableChoice(SourceDatabase source, IngestProperties properties) {
        return new TableChoice(source.names(), properties);
    }

    @Bean
    PageMemory pageMemory() {
        return new PageMemory(Runtime.getRuntime().maxMemory());
    }

    @Bean(destroyMethod = "close")
    BackfillThreads backfillThreads(SourceDatabase source, PageMemory memory) {
        return new BackfillThreads(spareConnections(source), memory.ahead().size());
    }

    @Bean
    TableReaders tableReaders(SourceDatabase source, TransformChain<SourceRecord> transforms, RowFormat format,
            PageMemory memory, BackfillThreads threads) {
        OpenRounds rounds = new OpenRounds(spareConnections(source));
        return new TableReaders(readers(source, memory, rounds, transforms, format),
                readers(source, memory.ahead(), rounds, transforms, format), threads);
    }

    /** First readings and tables without a key have half of what is left each. */
    private static int spareConnections(SourceDatabase source) {
        return (source.connections().getMaximumPoolSize() - CONNECTIONS) / 2;
    }

    private static Workers.Readers readers(SourceDatabase source, PageMemory memory, OpenRounds rounds,
            TransformChain<SourceRecord> transforms, RowFormat format) {
        return (table, topic) -> new TableReader(source.dialect(), source.connections(), table, memory, rounds,
                new RowOutput(topic, transforms, format), Clock.systemUTC());
    }

    @Bean
    OwnedTables ownedTables(TableReaders readers, IngestProperties properties, TableChoice choice,
            FormatProperties formatProperties, KafkaClients clients, Topics topics, Admin admin, MeterRegistry registry,
            AskedRequests asked) {
        boolean withSchemas = formatProperties.format() == FormatProperties.Format.JSON;
        Workers workers = new Workers(properties.retry(), readers,
                partition -> new PartitionPublisher(clients, topics, partition, withSchemas),
                new CursorTopic(clients, admin), topics, new IngestMetrics(registry), asked);
        return new OwnedTables(workers, choice.of(List.of()));
    }

    @Bean
    AskedRequests askedRequests() {
        return new AskedRequests();
    }

    @Bean
    RequestWriter requestWriter(KafkaClients clients, Topics topics) {
        return new RequestWriter(clients, topics);
    }

    @Bean
    OperatedTables operatedTables(OwnedTables tables, RequestWriter requests, AskedRequests asked) {
        return new OperatedTables(tables, requests, asked);
    }

    /** Not ready before it is known for the first time which tables there are. */
    @Bean
    PeriodicCheck catalogCheck(SourceDatabase source, IngestProperties properties, TableChoice choice,
            OwnedTables tables) {
        return new PeriodicCheck("catalog",
                new TableDiscovery(new DatabaseTables(source.dialect(), source.connections()), choice, tables::choose),
                properties.discoveryInterval());
    }

    @Bean
    GroupMembership groupMembership(KafkaClients clients, Admin admin) {
        return new GroupMembership(admin, String.valueOf(clients.ownership().get(ConsumerConfig.GROUP_ID_CONFIG)));
    }

    @Bean
    PeriodicCheck groupCheck(GroupMembership membership) {
        return new PeriodicCheck("group", membership);
    }

    @Bean
    TableOwnership tableOwnership(Topics topics, KafkaClients clients, OwnedTables tables,
            ApplicationEventPublisher events) {
        ContainerProperties container = new ContainerProperties(CursorTopic.NAME);
        container.setMessageListener(tables);
        container.setConsumerRebalanceListener(tables);
        // Nothing is ever acknowledged: there is no offset to keep.
        container.setAckMode(ContainerProperties.AckMode.MANUAL);
        container.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
        container.setAuthExceptionRetryInterval(AUTH_RETRY);
        KafkaMessageListenerContainer<byte[], byte[]> member = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(clients.ownership(), new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                container);
        member.setBeanName("ownership");
        member.setApplicationEventPublisher(events);
        return new TableOwnership(topics, member, tables);
    }

    @Bean
    PeriodicCheck kafkaCheck(Admin admin, OwnedTables tables) {
        return new PeriodicCheck("kafka", new RecoveryCheck(new BrokerCheck(admin), tables::recovered));
    }

    @Bean
    PeriodicCheck databaseCheck(SourceDatabase source, OwnedTables tables) {
        return new PeriodicCheck("database", new RecoveryCheck(source::check, tables::recovered));
    }

}
