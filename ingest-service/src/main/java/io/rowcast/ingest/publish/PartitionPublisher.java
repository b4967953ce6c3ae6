package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.RowRoute;
import io.rowcast.ingest.source.RowSchema;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.SourceRow;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the pages of the tables of one partition of the cursors topic, each in a
 * transaction of its own. For one thread. After any failure but
 * {@link RowsTooLargeException} it is of no more use.
 */
public final class PartitionPublisher implements AutoCloseable {

    /** Headers, framing and the batch around a record of its own. */
    private static final int RECORD_OVERHEAD = 512;

    private final int partition;

    private final boolean withSchemas;

    private final Topics topics;

    private final KafkaProducer<byte[], byte[]> producer;

    private final long maxRequestSize;

    private final Set<String> publishedSchemas = new HashSet<>();

    /**
     * Takes the partition over: who published it before can do so no longer, and what it
     * has left open is rolled back.
     * @param withSchemas whether the rows have their schemas in the schema topic; other
     * formats than Rowcast's own do without
     * @throws PublishFailedException when the broker does not answer
     */
    public PartitionPublisher(KafkaClients clients, Topics topics, int partition, boolean withSchemas) {
        this.partition = partition;
        this.withSchemas = withSchemas;
        this.topics = topics;
        Map<String, Object> config = clients.producer(partition);
        this.maxRequestSize = KafkaClients.maxRequestSize(config);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            this.producer.initTransactions();
        }
        catch (RuntimeException ex) {
            close();
            throw new PublishFailedException(CursorTopic.NAME + "-" + partition + " cannot be taken over as "
                    + config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG), ex);
        }
    }

    /**
     * Publishes a page: returns when its rows, their schema and its cursor are committed.
     * @throws RowsTooLargeException when the broker does not take some rows; nothing was
     * published, and the page may be published without them
     * @throws PublishFailedException when that failed, or when it is not known whether it
     * did
     */
    public void publish(PublishedTable table, SourcePage page) {
        requireSizes(page);
        Set<String> rowTopics = rowTopics(table, page);
        rowTopics.forEach(this.topics::requireRows);
        if (page.rows().stream().anyMatch(SourceRow::isRejected)) {
            this.topics.requireDeadLetters(table.deadLetterTopic());
        }
        Set<Integer> tooLarge = ConcurrentHashMap.newKeySet();
        try {
            this.producer.beginTransaction();
            Set<String> schemas = this.withSchemas ? sendSchemas(page) : Set.of();
            send(table, page, tooLarge);
            this.producer.commitTransaction();
            this.publishedSchemas.addAll(schemas);
        }
        catch (RuntimeException ex) {
            rowTopics.forEach(this.topics::forget);
            rollBackIfRowsAreTooLarge(tooLarge);
            throw new PublishFailedException("topic " + String.join(", ", rowTopics) + " cannot be written", ex);
        }
    }

    /**
     * Does what an operator asks of a table: returns when that and the deletion of the
     * request are committed.
     * @param cursor where reading goes on from, null where it stays as it is
     * @throws PublishFailedException when that failed, or when it is not known whether it
     * did
     */
    public void answer(PublishedTable table, TableRequest request, @Nullable Cursor cursor, boolean isPaused) {
        Instant now = Instant.now();
        try {
            this.producer.beginTransaction();
            if (cursor != null) {
                sendCursor(table.cursorKey(), CursorJson.write(cursor, now));
            }
            byte[] since = ("{\"since\":\"" + now + "\"}").getBytes(StandardCharsets.UTF_8);
            sendCursor(table.cursorKey() + CursorTopic.PAUSED, isPaused ? since : null);
            sendCursor(request.key(), null);
            this.producer.commitTransaction();
        }
        catch (RuntimeException ex) {
            throw new PublishFailedException("topic " + CursorTopic.NAME + " cannot be written", ex);
        }
    }

    private void sendCursor(String key, byte @Nullable [] value) {
        this.producer
            .send(new ProducerRecord<>(CursorTopic.NAME, this.partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** The table's topic, and those to which transformations have sent rows. */
    private static Set<String> rowTopics(PublishedTable table, SourcePage page) {
        Set<String> rowTopics = new TreeSet<>();
        rowTopics.add(table.topic());
        for (SourceRow row : page.rows()) {
            RowRoute route = row.route();
            if (route != null) {
                rowTopics.add(route.topic());
            }
        }
        return rowTopics;
    }

    /** What the producer itself would refuse; the broker's own limit may be lower. */
    private void requireSizes(SourcePage page) {
        Set<Integer> tooLarge = new HashSet<>();
        for (int i = 0; i < page.rows().size(); i++) {
            SourceRow row = page.rows().get(i);
            int key = (row.key() != null) ? row.key().length : 0;
            if (row.isPublished() && (long) key + row.size() + RECORD_OVERHEAD > this.maxRequestSize) {
                tooLarge.add(i);
            }
        }
        if (!tooLarge.isEmpty()) {
            throw new RowsTooLargeException(tooLarge);
        }
    }

    /** Returns the fingerprints of what was sent, all that is new in this page. */
    private Set<String> sendSchemas(SourcePage page) {
        Set<String> sent = new HashSet<>();
        RowSchema last = null;
        for (SourceRow row : page.rows()) {
            RowSchema schema = row.schema();
            if (schema == last) {
                continue;
            }
            last = schema;
            if (!this.publishedSchemas.contains(schema.fingerprint()) && sent.add(schema.fingerprint())) {
                this.producer.send(new ProducerRecord<>(Topics.SCHEMAS,
                        schema.fingerprint().getBytes(StandardCharsets.US_ASCII), schema.json()));
            }
        }
        return sent;
    }

    private void send(PublishedTable table, SourcePage page, Set<Integer> tooLarge) {
        PageRecords records = new PageRecords(table, page, this.withSchemas);
        for (int i = 0; i < page.rows().size(); i++) {
            int index = i;
            SourceRow row = page.rows().get(i);
            if (!row.isPublished() && !row.isRejected()) {
                continue;
            }
            this.producer.send(records.next(row), (metadata, failure) -> {
                if (failure instanceof RecordTooLargeException && !row.isRejected()) {
                    tooLarge.add(index);
                }
            });
        }
        sendCursor(table.cursorKey(), CursorJson.write(page.next(), page.readAt()));
    }

    private void rollBackIfRowsAreTooLarge(Set<Integer> tooLarge) {
        if (tooLarge.isEmpty()) {
            return;
        }
        try {
            this.producer.abortTransaction();
        }
        catch (RuntimeException ex) {
            throw new PublishFailedException("a transaction cannot be rolled back", ex);
        }
        throw new RowsTooLargeException(tooLarge);
    }

    /** Ends at once; a transaction that is open is rolled back by whoever comes next. */
    @Override
    public void close() {
        this.producer.close(Duration.ZERO);
    }

}
