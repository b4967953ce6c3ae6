package io.rowcast.sink.runtime;

import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.RequestQueue;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.deadletters.DeadLetterProperties;
import io.rowcast.sink.deadletters.DeadLetters;
import io.rowcast.sink.deadletters.LetterOperations;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators may do with a sink, wired by hand. */
@Configuration(proxyBeanMethods = false)
class SinkOperatorConfiguration {

    @Bean
    AskedRequests askedRequests() {
        return new AskedRequests();
    }

    @Bean
    Operations operations(SinkClients clients, LetterOperations letters) {
        return new Operations(clients.group(), letters);
    }

    @Bean
    OperationsTopic operationsTopic(Admin admin, DeadLetterProperties properties) {
        return new OperationsTopic(admin, properties.replication());
    }

    @Bean(destroyMethod = "close")
    RequestQueue requestQueue(SinkClients clients) {
        return new RequestQueue(() -> new KafkaProducer<>(clients.requestProducer(), new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    @Bean
    OperationsWriter operationsWriter(SinkClients clients, OperationsTopic topic, RequestQueue queue) {
        return new OperationsWriter(clients.group(), topic, queue);
    }

    @Bean(destroyMethod = "close")
    OperationsReader operationsReader(OperationsTopic topic, Operations operations, SinkTopics topics,
            SinkClients clients) {
        return new OperationsReader(topic, operations, topics,
                () -> new KafkaConsumer<>(clients.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Bean
    PartitionOperator partitionOperator(Operations operations, OperationsReader reader, OperationsWriter writer,
            AskedRequests asked, SinkWriter target, DeadLetters deadLetters) {
        return new PartitionOperator(operations, reader, writer, asked, target, deadLetters);
    }

    @Bean
    OperatedPartitions operatedPartitions(OwnedPartitions owned, SinkTopics topics, OperationsWriter writer,
            AskedRequests asked) {
        return new OperatedPartitions(owned, topics, writer, asked);
    }

}
