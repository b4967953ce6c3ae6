package io.rowcast.sink.deadletters;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operators have asked of the dead letters of one consumer group, and what was done:
 * {@link LetterStore} in memory. Thread-safe.
 */
public final class LetterOperations {

    /** The ledger of a partition. */
    static final String LEDGER = "letters";

    private static final String REQUEST = LEDGER + ":";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<TopicPartition, Stored> ledgers = new TreeMap<>(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));

    /** By offset in the topic: the oldest first. */
    private final Map<TopicPartition, TreeMap<Long, LetterRequest>> requests = new HashMap<>();

    /** Returns the name of a request's record. */
    static String name(LetterRequest request) {
        return REQUEST + request.id();
    }

    static byte[] json(LetterRequest request) {
        return MAPPER.writeValueAsBytes(request);
    }

    /** Whether a record of this name is about dead letters. */
    public static boolean isOf(String name) {
        return name.equals(LEDGER) || name.startsWith(REQUEST);
    }

    /** Forgets all: the store is read from its beginning. */
    public synchronized void clear() {
        this.ledgers.clear();
        this.requests.clear();
    }

    /**
     * Takes a record of the store.
     * @throws tools.jackson.core.JacksonException when it cannot be read
     */
    public synchronized void accept(TopicPartition partition, String name, byte @Nullable [] value, long offset) {
        if (name.equals(LEDGER)) {
            stored(partition, (value != null) ? LetterLedger.read(value) : LetterLedger.EMPTY, offset);
            return;
        }
        TreeMap<Long, LetterRequest> pending = this.requests.computeIfAbsent(partition, none -> new TreeMap<>());
        pending.values().removeIf(request -> name.equals(name(request)));
        if (value != null) {
            pending.put(offset, MAPPER.readValue(value, LetterRequest.class));
        }
    }

    /**
     * Notes a ledger that is in the topic.
     * @param offset of its record; an older one than what is known is passed over
     */
    synchronized void stored(TopicPartition partition, LetterLedger ledger, long offset) {
        Stored known = this.ledgers.get(partition);
        if (known == null || known.offset() < offset) {
            this.ledgers.put(partition, new Stored(ledger, offset));
        }
    }

    synchronized LetterLedger ledger(TopicPartition partition) {
        Stored stored = this.ledgers.get(partition);
        return (stored != null) ? stored.ledger() : LetterLedger.EMPTY;
    }

    /**
     * Returns the ledgers of all partitions that have one, in the order of their names.
     */
    synchronized Map<TopicPartition, LetterLedger> ledgers() {
        Map<TopicPartition, LetterLedger> all = new TreeMap<>(
                Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        this.ledgers.forEach((partition, stored) -> all.put(partition, stored.ledger()));
        return all;
    }

    /** Returns the oldest request to a partition that is not taken up yet. */
    synchronized Optional<LetterRequest> next(TopicPartition partition) {
        @Nullable TreeMap<Long, LetterRequest> pending = this.requests.get(partition);
        return (pending == null || pending.isEmpty()) ? Optional.empty() : Optional.of(pending.firstEntry().getValue());
    }

    /** Returns whether an operator wants to end what is being done. */
    synchronized boolean isCancelled(TopicPartition partition) {
        @Nullable TreeMap<Long, LetterRequest> pending = this.requests.get(partition);
        return pending != null
                && pending.values().stream().anyMatch(each -> each.action() == LetterRequest.Action.CANCEL);
    }

    /** It is taken up: the record that says so is in the topic. */
    synchronized void taken(TopicPartition partition, LetterRequest request) {
        this.requests.getOrDefault(partition, new TreeMap<>()).values().remove(request);
    }

    private record Stored(LetterLedger ledger, long offset) {
    }

}
