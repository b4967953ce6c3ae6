package io.rowcast.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.rowcast.ingest.source.RowRoute;
import io.rowcast.ingest.source.RowSchema;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.SourceRow;
import io.rowcast.record.RecordHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes the rows of a page, one after the other, to records. */
final class PageRecords {

    private final PublishedTable table;

    private final SourcePage page;

    private final boolean withSchemas;

    private RowSchema schema;

    private Header schemaHeader;

    private final Header source;

    private final Header op;

    private final long timestamp;

    private long sequence;

    PageRecords(PublishedTable table, SourcePage page, boolean withSchemas) {
        this.withSchemas = withSchemas;
        this.table = table;
        this.page = page;
        this.schema = page.schema();
        this.schemaHeader = header(this.schema);
        this.source = new RecordHeader(RecordHeaders.SOURCE, table.sourceBytes());
        this.op = new RecordHeader(RecordHeaders.OP,
                (page.stage().isFirstReading() ? "r" : "c").getBytes(StandardCharsets.US_ASCII));
        this.timestamp = page.readAt().toEpochMilli();
        this.sequence = page.sequenceBefore();
    }

    /**
     * Returns the record of the next row, which is not a dropped one; of a rejected one,
     * its dead letter.
     */
    ProducerRecord<byte[], byte[]> next(SourceRow row) {
        if (row.isRejected()) {
            DeadLetter letter = DeadLetter.of(row, this.table, this.page.readAt());
            return new ProducerRecord<>(this.table.deadLetterTopic(), null, this.timestamp,
                    (letter.key() != null) ? row.key() : null, letter.json(), List.of(this.source));
        }
        this.sequence++;
        Header number = new RecordHeader(RecordHeaders.SEQUENCE, RecordHeaders.sequence(this.sequence));
        List<Header> headers = this.withSchemas ? List.of(schemaHeader(row.schema()), number, this.source, this.op)
                : List.of(number, this.source, this.op);
        RowRoute route = row.route();
        if (route == null) {
            return new ProducerRecord<>(this.table.topic(), null, this.timestamp, row.key(), row.value(), headers);
        }
        List<Header> all = new ArrayList<>(headers);
        all.addAll(List.of(route.headers()));
        return new ProducerRecord<>(route.topic(), null, this.timestamp, row.key(), row.value(), all);
    }

    /** Nearly all rows of a page have the same. */
    private Header schemaHeader(RowSchema of) {
        if (of != this.schema) {
            this.schema = of;
            this.schemaHeader = header(of);
        }
        return this.schemaHeader;
    }

    private static Header header(RowSchema schema) {
        return new RecordHeader(RecordHeaders.SCHEMA, schema.fingerprint().getBytes(StandardCharsets.US_ASCII));
    }

}
