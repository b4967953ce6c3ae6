package io.rowcast.sink.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.WriteResult;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.RowTopic;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of letters, and of the records behind them, of a real broker. */
@ExtendWith(Servers.class)
class LetterReadingIT {

    private final TopicPartition partition = new TopicPartition("P_people_" + UUID.randomUUID(), 0);

    private final RowTopic topic;

    private final KafkaConsumer<byte[], byte[]> consumer;

    LetterReadingIT(KafkaServer kafka) {
        this.topic = new RowTopic(kafka.bootstrapServers(), this.partition.topic(), 1);
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest",
                        "fetch.max.wait.ms", 20, "max.poll.records", 5_000),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        this.consumer.close();
        this.topic.close();
    }

    @Test
    void aPieceOfWhichNothingIsWantedHasAnEndAndWhatIsNoLongerThereIsPassedOver() {
        for (int i = 0; i < 25_000; i++) {
            this.topic.sendForeign(0, null, null);
        }
        this.topic.await();
        assertThat(LetterPiece.read(this.consumer, this.partition, 0, 25_000, letter -> false))
            .isEqualTo(new LetterPiece(List.of(), 20_000));
        assertThat(LetterPiece.read(this.consumer, this.partition, 20_000, 25_000, letter -> false))
            .isEqualTo(new LetterPiece(List.of(), 25_000));
        assertThat(LetterPiece.read(this.consumer, this.partition, 25_000, 99_000, letter -> true))
            .isEqualTo(new LetterPiece(List.of(), 99_000));
        assertThat(LetterPiece.read(this.consumer, new TopicPartition("gone", 0), 7, 9, letter -> true))
            .isEqualTo(new LetterPiece(List.of(), 9));
        LetterPiece full = LetterPiece.read(this.consumer, this.partition, 100, 25_000, letter -> true);
        assertThat(full.end()).isEqualTo(300);
        assertThat(full.letters()).extracting(DeadLetter::offset).first().isEqualTo(100L);
    }

    @Test
    void aLetterProvesNothingWhereItsTopicWasMadeAnew() {
        send("1", "one");
        send("2", "two");
        send("3", "three");
        send("2", "newer");
        ConsumerRecord<byte[], byte[]> first = record(0);
        DeadLetter sure = letter(first, first.timestamp(), "1", "one");
        DeadLetter other = letter(first, first.timestamp(), "1", "another");
        DeadLetter older = letter(first, first.timestamp() - 1, "1", "one");
        DeadLetter superseded = letter(record(1), record(1).timestamp(), "2", "two");
        NewerRecords newer = new NewerRecords(new Comparison(this.partition, 1, true, new Overwriting(), null),
                List.of(sure, other, older, superseded));
        newer.scan(this.consumer, 4);
        assertThat(newer.reaches(4)).isTrue();
        assertThat(newer.isUnsure(sure)).isFalse();
        assertThat(newer.isUnsure(other)).isTrue();
        assertThat(newer.isUnsure(older)).isTrue();
        assertThat(newer.isSuperseded(superseded)).isTrue();
        assertThat(newer.isSuperseded(sure)).isFalse();
    }

    private void send(String key, String value) {
        this.topic.sendForeign(0, bytes(key), bytes(value));
        this.topic.await();
    }

    private ConsumerRecord<byte[], byte[]> record(long offset) {
        return LetterPiece.read(this.consumer, this.partition, offset, offset + 1, letter -> true)
            .letters()
            .getFirst()
            .record();
    }

    private DeadLetter letter(ConsumerRecord<byte[], byte[]> of, long timestamp, String key, String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("dlq", 0, 0, bytes(key), bytes(value));
        Map.of("topic", of.topic(), "partition", "0", "partitions", "1", "offset", Long.toString(of.offset()),
                "timestamp", Long.toString(timestamp))
            .forEach((name, text) -> record.headers().add(DeadLetter.HEADER + name, bytes(text)));
        return new DeadLetter(record);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Overwriting implements SinkWriter {

        @Override
        public WriteResult write(SinkBatch batch) {
            return WriteResult.written();
        }

        @Override
        public void check() {
        }

        @Override
        public void close() {
        }

    }

}
