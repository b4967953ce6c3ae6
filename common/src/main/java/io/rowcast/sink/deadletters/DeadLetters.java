package io.rowcast.sink.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.connect.TransformFailedException;
import io.rowcast.operator.Reasons;
import io.rowcast.sink.Rejection;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import io.rowcast.sink.UndecodableRecordException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that can never be written to {@code <topic>.<service>.dlq}: key, value
 * and headers as they came, and {@code rowcast.error.*} headers in UTF-8 that tell where
 * it came from and why. Thread-safe.
 */
public final class DeadLetters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Counts the letters of each topic. */
    public static final String METER = "rowcast.records.dead.lettered";

    /** More than one poll brings. */
    private static final int REMEMBERED = 20_000;

    private static final int LONGEST_MESSAGE = 1_000;

    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 30;

    private final String service;

    private final int maxAttempts;

    private final Producer<byte[], byte[]> producer;

    private final DeadLetterTopics topics;

    private final MeterRegistry registry;

    private final Clock clock;

    /** The latest letters. */
    private final Map<Place, Boolean> acknowledged = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * Has sent nothing yet.
     * @param maxAttempts a record that has failed so often goes to quarantine
     */
    DeadLetters(String service, int maxAttempts, Producer<byte[], byte[]> producer, DeadLetterTopics topics,
            MeterRegistry registry, Clock clock) {
        this.service = service;
        this.maxAttempts = maxAttempts;
        this.producer = producer;
        this.topics = topics;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Returns when the broker has acknowledged all of them. What was acknowledged before
     * is not sent again: a batch comes again for as long as the target is away.
     * @throws TransientSinkException when it has not
     */
    public void publish(List<Rejection> all) {
        publish(all, record -> null);
    }

    /**
     * The same for records that come from the dead letters.
     * @param before the letter that a record was, null where it was none
     */
    void publish(List<Rejection> all, Function<TopicRecord, @Nullable DeadLetter> before) {
        List<Rejection> rejections = all.stream()
            .filter(rejection -> !this.acknowledged.containsKey(Place.of(rejection.record())))
            .toList();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (Rejection rejection : rejections) {
                sent.add(this.producer.send(letter(rejection, before.apply(rejection.record()))));
            }
            this.producer.flush();
            for (int i = 0; i < sent.size(); i++) {
                sent.get(i).get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
                acknowledge(rejections.get(i));
            }
        }
        catch (ExecutionException | TimeoutException | KafkaException ex) {
            this.topics.forget();
            throw new TransientSinkException("the dead letter topic takes no records: " + Reasons.of(ex), ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TransientSinkException("interrupted while a dead letter was sent", ex);
        }
    }

    /**
     * The partition begins anew, wherever it does: what is rejected of it from now on is
     * sent, whether or not it was before. An operator may have discarded that letter, and
     * another owner may have been at work in between.
     */
    public void forget(TopicPartition partition) {
        synchronized (this.acknowledged) {
            this.acknowledged.keySet().removeIf(place -> place.partition().equals(partition));
        }
    }

    private void acknowledge(Rejection rejection) {
        this.acknowledged.put(Place.of(rejection.record()), true);
        this.registry.counter(METER, "topic", rejection.record().raw().topic()).increment();
        log.warn("{}: cannot be written, sent to the dead letter topic: {}", rejection.record(),
                rejection.reason().getMessage());
    }

    private ProducerRecord<byte[], byte[]> letter(Rejection rejection, @Nullable DeadLetter before) {
        int attempts = (before != null) ? before.attempts() + 1 : 1;
        TopicRecord record = rejection.record();
        String original = record.raw().topic();
        String topic = (attempts == 1 || attempts < this.maxAttempts) ? DeadLetter.topic(original, this.service)
                : DeadLetter.quarantine(original, this.service);
        int partition = (before != null) ? before.record().partition() : record.raw().partition();
        int partitions = this.topics.require(topic, original, partition);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, partition, record.raw().key(),
                record.raw().value(), record.raw().headers());
        Headers headers = letter.headers();
        // How many the topic has today says nothing of where the record was put then.
        add(headers, "partitions", Integer.toString((before != null) ? before.partitions() : partitions));
        add(headers, "topic", record.raw().topic());
        add(headers, "partition", Integer.toString(record.raw().partition()));
        add(headers, "offset", Long.toString(record.raw().offset()));
        add(headers, "timestamp", Long.toString(record.timestamp()));
        add(headers, "service", this.service);
        add(headers, "class", rejection.reason().getClass().getName());
        add(headers, "message", shortened(String.valueOf(rejection.reason().getMessage())));
        add(headers, "stage", stage(rejection.reason()));
        add(headers, "attempts", Integer.toString(attempts));
        add(headers, "time", this.clock.instant().toString());
        return letter;
    }

    private static String stage(Exception reason) {
        return switch (reason) {
            case UndecodableRecordException undecodable -> "decode";
            case TransformFailedException failed -> "transform";
            default -> "write";
        };
    }

    private static String shortened(String message) {
        return (message.length() <= LONGEST_MESSAGE) ? message : message.substring(0, LONGEST_MESSAGE);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(DeadLetter.HEADER + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private record Place(TopicPartition partition, long offset) {

        static Place of(TopicRecord record) {
            return new Place(record.partition(), record.offset());
        }

    }

    @Override
    public void close() {
        this.producer.close();
    }

}
