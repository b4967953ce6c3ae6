package io.rowcast.sink.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.rowcast.sink.Rejection;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.deadletters.DeadLetterProperties;
import io.rowcast.sink.deadletters.TooManyRejectionsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CircuitBreakerTest {

    private static final TopicPartition PARTITION = new TopicPartition("P_users", 0);

    private final OwnedPartition partition = new OwnedPartition(PARTITION, 100);

    private final CircuitBreaker breaker = new CircuitBreaker(name -> this.partition.recent(),
            new DeadLetterProperties((short) 1, 0.5, 100, 5, List.of()));

    private long next;

    /** The good ones come first. */
    private void batch(int good, int bad) {
        List<TopicRecord> records = new ArrayList<>();
        for (int i = 0; i < good + bad; i++) {
            records
                .add(new TopicRecord(new ConsumerRecord<>("P_users", 0, this.next + i, null, null), PARTITION, null));
        }
        SinkBatch batch = new SinkBatch(records, Map.of(), (partition, offset, metadata) -> {
        });
        if (bad > 0) {
            this.breaker.admit(batch,
                    records.subList(good, good + bad)
                        .stream()
                        .map(record -> new Rejection(record, new IllegalArgumentException("no such column")))
                        .toList());
        }
        this.next += good + bad;
        this.partition.taken(this.next - 1, good, 0);
    }

    @Test
    void aFewBadRecordsPassThoughNothingElseWasSeenYet() {
        for (int i = 0; i < 10; i++) {
            batch(0, 1);
        }
        assertThatThrownBy(() -> batch(0, 1)).isInstanceOf(TooManyRejectionsException.class)
            .hasMessageContaining("11 of the last 11 records of P_users-0", "no such column");
    }

    @Test
    void halfOfTheRecordsMayBeBad() {
        for (int i = 0; i < 50; i++) {
            batch(7, 7);
        }
        assertThatThrownBy(() -> batch(0, 10)).isInstanceOf(TooManyRejectionsException.class);
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        batch(0, 10);
        batch(99, 0);
        assertThat(this.partition.recent().rejected()).isEqualTo(10);
        batch(1, 0);
        assertThat(this.partition.recent().rejected()).isZero();
        assertThat(this.partition.recent().records()).isEqualTo(100);
    }

    @Test
    void recordsThatComeAgainAreCountedOnce() {
        batch(40, 0);
        for (int i = 0; i < 20; i++) {
            batch(10, 10);
            this.next -= 20;
            this.partition.opened(this.next);
        }
        assertThat(this.partition.recent().records()).isEqualTo(40);
        assertThat(this.partition.recent().rejected()).isZero();
    }

}
