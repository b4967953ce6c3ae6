package io.rowcast.quickstart;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

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
     * Reads every row with its sequence, the header {@code rowcast.sequence}.
     * @param rows takes each row, as {@link #read} has it, and its sequence
     */
    public void readSequences(ObjLongConsumer<Map<String, @Nullable String>> rows) {
        records(record -> rows.accept(RowText.of(record.value()),
                ByteBuffer.wrap(record.headers().lastHeader("rowcast.sequence").value()).getLong()));
    }

    private void records(Consumer<ConsumerRecord<byte[], byte[]>> records) {
        try (TopicReader reader = new TopicReader(this)) {
            reader.readToEnd(records);
        }
    }

}
