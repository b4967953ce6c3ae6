package io.rowcast.sink.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;

/**
 * A record of a dead letter topic, as its {@code rowcast.error.*} headers describe it.
 *
 * @param record with the original key, value and headers
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    static final String HEADER = "rowcast.error.";

    /** Returns the dead letter topic of a service for a topic. */
    static String topic(String topic, String service) {
        return topic + "." + service + ".dlq";
    }

    /** Returns where those go that have failed too often. */
    static String quarantine(String topic, String service) {
        return topic + "." + service + ".quarantine.dlq";
    }

    long offset() {
        return this.record.offset();
    }

    /** Returns the size of key and value. */
    int bytes() {
        return Math.max(0, this.record.serializedKeySize()) + Math.max(0, this.record.serializedValueSize());
    }

    /** Returns the class of the failure. */
    String error() {
        return text("class", "unknown");
    }

    String message() {
        return text("message", "");
    }

    String stage() {
        return text("stage", "unknown");
    }

    /** Returns how often it has failed. */
    int attempts() {
        return (int) number("attempts", 1);
    }

    /** Returns how many partitions its topic had, -1 where that is not known. */
    int partitions() {
        return (int) number("partitions", -1);
    }

    /** Returns when it failed last. */
    Instant time() {
        try {
            return Instant.parse(text("time", ""));
        }
        catch (DateTimeException ex) {
            return Instant.ofEpochMilli(this.record.timestamp());
        }
    }

    /**
     * Returns where the record was read; empty where another program wrote the letter.
     */
    Optional<TopicPartition> source() {
        String topic = text("topic", "");
        long partition = number("partition", -1);
        return (topic.isEmpty() || partition < 0 || partition > Integer.MAX_VALUE || sourceOffset() < 0)
                ? Optional.empty() : Optional.of(new TopicPartition(topic, (int) partition));
    }

    /** Returns the offset at which the record was read, -1 where that is not known. */
    long sourceOffset() {
        return number("offset", -1);
    }

    /** Whether it is this very record that is the letter. */
    boolean isOf(ConsumerRecord<byte[], byte[]> other) {
        return sourceOffset() == other.offset() && originalTimestamp() == other.timestamp()
                && Arrays.equals(this.record.key(), other.key()) && Arrays.equals(this.record.value(), other.value());
    }

    private long originalTimestamp() {
        return number("timestamp", this.record.timestamp());
    }

    /**
     * Returns the record as it was read; where that is not known, as if it was read from
     * the dead letters.
     */
    ConsumerRecord<byte[], byte[]> original() {
        TopicPartition source = source().orElse(new TopicPartition(this.record.topic(), this.record.partition()));
        Headers headers = new RecordHeaders();
        for (Header header : this.record.headers()) {
            if (!header.key().startsWith(HEADER)) {
                headers.add(header);
            }
        }
        int keySize = (this.record.key() != null) ? this.record.key().length : ConsumerRecord.NULL_SIZE;
        int valueSize = (this.record.value() != null) ? this.record.value().length : ConsumerRecord.NULL_SIZE;
        return new ConsumerRecord<>(source.topic(), source.partition(), Math.max(0, sourceOffset()),
                originalTimestamp(), TimestampType.CREATE_TIME, keySize, valueSize, this.record.key(),
                this.record.value(), headers, Optional.empty());
    }

    private String text(String name, String otherwise) {
        @Nullable Header header = this.record.headers().lastHeader(HEADER + name);
        return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8)
                : otherwise;
    }

    private long number(String name, long otherwise) {
        String text = text(name, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

}
