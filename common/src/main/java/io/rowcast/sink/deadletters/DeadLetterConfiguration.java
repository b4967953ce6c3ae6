package io.rowcast.sink.deadletters;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.connect.TransformChain;
import io.rowcast.operator.OperatorToken;
import io.rowcast.operator.RequestFields;
import io.rowcast.sink.RecordFormat;
import io.rowcast.sink.SinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Dead letters, and what operators may do with them, wired by hand. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeadLetterProperties.class)
public class DeadLetterConfiguration {

    @Bean
    DeadLetterTopics deadLetterTopics(@Value("${spring.application.name}") String service, Admin admin,
            DeadLetterProperties properties, SourceTopics topics, LetterOperations operations, LetterStore store) {
        return new DeadLetterTopics(service, admin, properties, topics, operations, store);
    }

    @Bean(destroyMethod = "close")
    DeadLetters deadLetters(@Value("${spring.application.name}") String service, LetterClients clients,
            DeadLetterProperties properties, DeadLetterTopics topics, MeterRegistry registry) {
        return new DeadLetters(service, properties.maxAttempts(),
                new KafkaProducer<>(clients.deadLetterProducer(), new ByteArraySerializer(), new ByteArraySerializer()),
                topics, registry, Clock.systemUTC());
    }

    @Bean
    LetterTarget.Parts letterTarget(SinkWriter writer, RecordFormat format, LetterBatches.Factory batches,
            DeadLetters deadLetters, DeadLetterProperties properties) {
        return new LetterTarget.Parts(writer, format, batches, deadLetters, properties);
    }

    /** For the jobs. */
    @Bean(destroyMethod = "close")
    LetterReader letterReader(LetterClients clients) {
        return newReader("letters", clients);
    }

    /** For the endpoint: a job may read for minutes. */
    @Bean(destroyMethod = "close")
    LetterReader letterListReader(LetterClients clients) {
        return newReader("letter-list", clients).warm();
    }

    private static LetterReader newReader(String name, LetterClients clients) {
        return new LetterReader(name, () -> new KafkaConsumer<>(clients.letterReader(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
    }

    @Bean
    LetterParts letterParts(@Value("${spring.application.name}") String service, LetterReader letterReader,
            SourceTopics topics, TransformChain<SinkRecord> transforms, LetterTarget.Parts target) {
        return new LetterParts(service, letterReader, topics, transforms.keepsKeys(), target, new AtomicReference<>());
    }

    @Bean
    LetterOperations letterOperations() {
        return new LetterOperations();
    }

    @Bean
    LetterWorkers letterWorkers(LetterOperations operations, LetterStore store, LetterParts parts) {
        return new LetterWorkers(operations, store, parts);
    }

    @Bean
    OperatedLetters operatedLetters(SourceTopics topics, LetterOperations operations, LetterStore store,
            LetterParts parts, LetterReader letterListReader) {
        return new OperatedLetters(topics, operations, store, parts, letterListReader);
    }

    @Bean
    RequestFields deadLetterFields() {
        return new RequestFields("deadletters", DeadLettersEndpoint.FIELDS);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(@Value("${spring.application.name}") String service,
            OperatedLetters letters, OperatorToken token) {
        return new DeadLettersEndpoint(service, letters, token);
    }

}
