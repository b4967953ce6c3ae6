package io.rowcast.quickstart;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topic of the table. Only committed records count.
 *
 * @param bootstrapServers of the broker
 * @param topic its name
 */
public record TopicStore(String bootstrapServers, String topic) implements RowStore {

    @Override
    public String name() {
        return "topic";
    }

    @Override
    public long count() {
        long[] count = new long[1];
        records(record -> count[0]++);
        return count[0];
    }

    @Override
    public void read(Consumer<Map<String, @Nullable String>> rows) {
        records(record -> rows.accept(RowText.of(record.value())));
    }

    /**
     * Returns the sequences from 1 to the highest that are missing, and those that are
     * there more than once, as one number.
     */
    public long brokenSequences() {
        BitSet seen = new BitSet();
        long[] doubled = new long[1];
        records(record -> {
            int sequence = (int) ByteBuffer.wrap(record.headers().lastHeader("rowcast.sequence").value()).getLong();
            doubled[0] += seen.get(sequence) ? 1 : 0;
            seen.set(sequence);
        });
        return doubled[0] + Math.max(0, seen.length() - 1) - seen.cardinality();
    }

    private void records(Consumer<ConsumerRecord<byte[], byte[]>> records) {
        try (TopicReader reader = new TopicReader(this)) {
            reader.readToEnd(records);
        }
    }

}
