package io.rowcast.sink.runtime;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Dead letters, and what operators may do with them, wired by hand. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean(destroyMethod = "close")
    DeadLetters deadLetters(@Value("${spring.application.name}") String service, SinkClients clients, Admin admin,
            SinkProperties properties, SinkTopics topics, SinkMetrics metrics) {
        return new DeadLetters(service, properties.deadLetter().maxAttempts(),
                new KafkaProducer<>(clients.deadLetterProducer(), new ByteArraySerializer(), new ByteArraySerializer()),
                new DeadLetterTopics(admin, properties.deadLetter(), topics), metrics, Clock.systemUTC());
    }

    @Bean
    LetterTarget.Parts letterTarget(SinkWriter writer, RecordFormat format, BatchTransforms transforms,
            DeadLetters deadLetters, SinkProperties properties) {
        return new LetterTarget.Parts(writer, format, transforms, deadLetters, properties.deadLetter());
    }

    /** For the jobs. */
    @Bean(destroyMethod = "close")
    LetterReader letterReader(SinkClients clients) {
        return newReader("letters", clients);
    }

    /** For the endpoint: a job may read for minutes. */
    @Bean(destroyMethod = "close")
    LetterReader letterListReader(SinkClients clients) {
        return newReader("letter-list", clients).warm();
    }

    private static LetterReader newReader(String name, SinkClients clients) {
        return new LetterReader(name, () -> new KafkaConsumer<>(clients.letterReader(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
    }

    @Bean
    LetterParts letterParts(@Value("${spring.application.name}") String service, LetterReader letterReader,
            SinkTopics topics, TransformChain<SinkRecord> transforms, LetterTarget.Parts target) {
        return new LetterParts(service, letterReader, topics, transforms.keepsKeys(), target, new AtomicReference<>());
    }

    @Bean
    LetterWorkers letterWorkers(LetterOperations operations, OperationsWriter writer, LetterParts parts,
            PartitionFailures failures) {
        return new LetterWorkers(operations, writer, parts, failures);
    }

    @Bean
    OperatedLetters operatedLetters(SinkTopics topics, LetterOperations operations, OperationsWriter writer,
            LetterParts parts, LetterReader letterListReader) {
        return new OperatedLetters(topics, operations, writer, parts, letterListReader);
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
