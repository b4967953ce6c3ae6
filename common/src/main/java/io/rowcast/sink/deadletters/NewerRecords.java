package io.rowcast.sink.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.rowcast.record.RecordHeaders;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks in the partition that dead letters come from for newer records of their keys. For
 * one thread at a time.
 */
final class NewerRecords {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Duration POLL = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Comparison comparison;

    /** The letters of each key that is looked for. */
    private final Map<String, Set<DeadLetter>> letters = new HashMap<>();

    private final Set<DeadLetter> superseded = new HashSet<>();

    private final Set<DeadLetter> unsure = new HashSet<>();

    private long scanned = Long.MAX_VALUE;

    /** Has looked nowhere yet. */
    NewerRecords(Comparison comparison, Collection<DeadLetter> all) {
        this.comparison = comparison;
        for (DeadLetter letter : all) {
            if (!comparison.overwrites(letter)) {
                continue;
            }
            // Until its record is found where the letter says that it was: the topic may
            // have been made anew, and then offsets mean nothing.
            this.unsure.add(letter);
            if (comparison.isComparable(letter)) {
                this.letters.computeIfAbsent(key(letter.record()), key -> new HashSet<>()).add(letter);
                this.scanned = Math.min(this.scanned, letter.sourceOffset());
            }
        }
    }

    /** Whether everything before an offset was looked at. */
    boolean reaches(long position) {
        return this.letters.isEmpty() || this.scanned >= position;
    }

    boolean isSuperseded(DeadLetter letter) {
        return this.superseded.contains(letter);
    }

    boolean isUnsure(DeadLetter letter) {
        return this.unsure.contains(letter) && !isSuperseded(letter);
    }

    /**
     * Goes on looking, to the partition's end: what is behind the offset up to which it
     * is written now may have been written before it was reset.
     * @param position up to where it is written, at least
     */
    void scan(Consumer<byte[], byte[]> consumer, long position) {
        if (reaches(position)) {
            return;
        }
        TopicPartition source = this.comparison.source();
        consumer.assign(List.of(source));
        long first = consumer.beginningOffsets(List.of(source), PATIENCE).get(source);
        long to = Math.max(position, consumer.endOffsets(List.of(source), PATIENCE).get(source));
        long at = Math.max(first, this.scanned);
        consumer.seek(source, at);
        ReadingProgress progress = new ReadingProgress(source, PATIENCE);
        while (at < to) {
            progress.at(at);
            consumer.poll(POLL).records(source).forEach(this::look);
            at = consumer.position(source, PATIENCE);
        }
        this.scanned = at;
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        for (DeadLetter letter : this.letters.getOrDefault(key(record), Set.of())) {
            if (letter.isOf(record) && this.comparison.isProof(letter)) {
                this.unsure.remove(letter);
            }
            if (letter.sourceOffset() < record.offset() && this.comparison.overwrites(letter, record)) {
                this.superseded.add(letter);
            }
        }
    }

    /** Rowcast writes a key always in the same way; other programs may not. */
    private static String key(ConsumerRecord<byte[], byte[]> record) {
        if (RecordHeaders.sequence(record.headers()) < 0) {
            try {
                return MAPPER.readTree(record.key()).toString();
            }
            catch (JacksonException ex) {
                // compared as bytes
            }
        }
        return new String(record.key(), StandardCharsets.UTF_8);
    }

}
