package io.rowcast.sink.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.rowcast.record.RecordHeaders;
import io.rowcast.sink.TransientSinkException;
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

    private final TopicPartition source;

    /** The letters of each key that is looked for. */
    private final Map<String, Set<DeadLetter>> letters = new HashMap<>();

    private final Set<DeadLetter> superseded = new HashSet<>();

    private final Set<DeadLetter> unsure = new HashSet<>();

    private long scanned = Long.MAX_VALUE;

    /**
     * Has looked nowhere yet.
     * @param source the partition
     * @param all letters of it, or of anywhere else
     * @param isProof whether the partition's records tell anything of a letter: not where
     * a transformation makes other keys of theirs, nor where its key may be in another
     * partition by now
     */
    NewerRecords(TopicPartition source, Collection<DeadLetter> all, Predicate<DeadLetter> isProof) {
        this.source = source;
        for (DeadLetter letter : all) {
            if (!isProof.test(letter) || letter.source().filter(source::equals).isEmpty()) {
                this.unsure.add(letter);
            }
            else if (letter.record().key() != null) {
                this.letters.computeIfAbsent(key(letter.record()), key -> new HashSet<>()).add(letter);
                this.scanned = Math.min(this.scanned, letter.sourceOffset() + 1);
            }
        }
    }

    TopicPartition source() {
        return this.source;
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
        consumer.assign(List.of(this.source));
        long first = consumer.beginningOffsets(List.of(this.source), PATIENCE).get(this.source);
        long end = consumer.endOffsets(List.of(this.source), PATIENCE).get(this.source);
        // What the topic has no more may have been newer; and where it is made anew, or
        // was
        // cut off, offsets mean nothing.
        this.letters.values()
            .forEach(some -> some.stream()
                .filter(letter -> letter.sourceOffset() + 1 < first || letter.sourceOffset() >= end)
                .forEach(this.unsure::add));
        long to = Math.max(position, end);
        consumer.seek(this.source, Math.max(first, this.scanned));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        while (consumer.position(this.source, PATIENCE) < to) {
            consumer.poll(POLL).records(this.source).forEach(this::look);
            long reached = consumer.position(this.source, PATIENCE);
            if (reached > before) {
                before = reached;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            else if (System.nanoTime() > deadline) {
                throw new TransientSinkException(this.source + " cannot be read to offset " + to, null);
            }
        }
        this.scanned = consumer.position(this.source, PATIENCE);
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        this.letters.getOrDefault(key(record), Set.of())
            .stream()
            .filter(letter -> letter.sourceOffset() < record.offset())
            .forEach(this.superseded::add);
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
