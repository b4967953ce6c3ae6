package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import io.rowcast.ingest.source.Cursor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** The compacted topic of cursors: who owns a partition of it owns its tables. */
public final class CursorTopic {

    /** Name of the topic. */
    public static final String NAME = "rowcast.cursors";

    static final int PARTITIONS = 16;

    /** Follows the key of a cursor: the table is paused while there is such a record. */
    static final String PAUSED = "#paused";

    /** Longer than a transaction that another source has left open can last. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KafkaClients clients;

    private final Admin admin;

    public CursorTopic(KafkaClients clients, Admin admin) {
        this.clients = clients;
        this.admin = admin;
    }

    /** Returns the partition to which a table belongs, for ever. */
    public static int partition(String table, int partitions) {
        return Utils.toPositive(Utils.murmur2(table.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /**
     * Returns what is kept in a partition of the tables whose cursors have one of the
     * keys, by this key. To be called when this process's producer has fenced all others.
     * <p>
     * Another source may have a transaction open in this partition. What is committed
     * behind its first record is not shown before it ends, and a cursor of ours may be
     * there: so reading goes to the real end, not to the last stable offset.
     * @throws PublishFailedException when the topic cannot be read
     */
    public Map<String, StoredTable> read(int partition, Set<String> keys) {
        TopicPartition cursors = new TopicPartition(NAME, partition);
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(this.clients.cursorReader(),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(cursors));
            consumer.seekToBeginning(List.of(cursors));
            long end = end(cursors);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(cursors) < end) {
                if (System.nanoTime() > deadline) {
                    throw new PublishFailedException(cursors + " cannot be read to its end " + end);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(record -> latest.put(key(record), record));
            }
            latest.values().removeIf(record -> record.value() == null);
            return tables(keys, latest, end);
        }
        catch (KafkaException | ExecutionException ex) {
            throw new PublishFailedException(cursors + " cannot be read", ex);
        }
    }

    private static Map<String, StoredTable> tables(Set<String> keys,
            Map<String, ConsumerRecord<byte[], byte[]>> records, long end) {
        Map<String, List<TableRequest>> requests = records.values()
            .stream()
            .map(TableRequest::of)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparingLong(TableRequest::offset))
            .collect(Collectors.groupingBy(TableRequest::cursorKey));
        Map<String, StoredTable> tables = new HashMap<>();
        for (String key : keys) {
            ConsumerRecord<byte[], byte[]> cursor = records.get(key);
            tables.put(key, new StoredTable((cursor != null) ? cursor(cursor) : null, records.containsKey(key + PAUSED),
                    requests.getOrDefault(key, List.of()), end));
        }
        return tables;
    }

    private long end(TopicPartition partition) throws ExecutionException {
        try {
            return this.admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()),
                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("interrupted while looking for the end of " + partition);
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static Cursor cursor(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CursorJson.read(record.value());
        }
        catch (IllegalArgumentException ex) {
            // Going on from an older cursor would publish rows twice.
            throw new PublishFailedException("the cursor " + key(record) + " at " + NAME + "-" + record.partition()
                    + "@" + record.offset() + " cannot be read; was it written by hand?", ex);
        }
    }

}
