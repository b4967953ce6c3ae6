package io.rowcast.sink.deadletters;

import java.time.Duration;

import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class ReadingFailuresTest {

    private static final TopicPartition PARTITION = new TopicPartition("P_users", 0);

    @Test
    void lettersThatCannotBeReadAreTriedAgainLaterWithOneLineInTheLog(CapturedOutput output) {
        ReadingFailures failures = new ReadingFailures(PARTITION);
        assertThat(failures.isTimeToRead()).isTrue();
        failures.failed(new IllegalStateException("not authorized"));
        assertThat(failures.isTimeToRead()).isFalse();
        failures.failed(new IllegalStateException("not authorized"));
        assertThat(output.getAll().split("not authorized", -1)).hasSize(2);
        failures.succeeded();
        failures.failed(new IllegalStateException("not authorized"));
        assertThat(output.getAll().split("not authorized", -1)).hasSize(3);
    }

    @Test
    void aReadingThatGetsFurtherMayTakeItsTime() {
        ReadingProgress progress = new ReadingProgress(PARTITION, Duration.ZERO);
        for (int position = 0; position < 100; position++) {
            progress.at(position);
        }
        assertThatThrownBy(() -> {
            while (true) {
                progress.at(99);
            }
        }).isInstanceOf(TransientSinkException.class).hasMessage("P_users-0 cannot be read beyond offset 99");
    }

}
