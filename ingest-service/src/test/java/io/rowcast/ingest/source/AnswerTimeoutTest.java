package io.rowcast.ingest.source;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerTimeoutTest {

    private final AnswerTimeout timeout = new AnswerTimeout();

    @Test
    void aPassMayTakeFourTimesAsLongAsTheOneBefore() {
        // How long the first may take nobody knows.
        assertThat(this.timeout.limit()).isEqualTo(Duration.ofHours(1));
        this.timeout.answered(Duration.ofSeconds(5));
        assertThat(this.timeout.limit()).isEqualTo(Duration.ofSeconds(20));
        this.timeout.answered(Duration.ofMillis(5));
        assertThat(this.timeout.limit()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whereThereIsNoAnswerTheNextPassMayTakeLonger() {
        SQLException silence = new SQLException("i/o", new SocketTimeoutException("read timed out"));
        this.timeout.answered(Duration.ofMillis(5));
        assertThat(this.timeout.failed(silence)).isTrue();
        assertThat(this.timeout.failed(new SQLException("wrapped", silence))).isTrue();
        assertThat(this.timeout.limit()).isEqualTo(Duration.ofSeconds(40));
        assertThat(this.timeout.failed(new SQLException("refused", new ConnectException("refused")))).isFalse();
        assertThat(this.timeout.limit()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void noLimitIsBeyondAnHour() {
        this.timeout.answered(Duration.ofDays(1));
        this.timeout.failed(new SQLException("i/o", new SocketTimeoutException("read timed out")));
        assertThat(this.timeout.limit()).isEqualTo(Duration.ofHours(1));
    }

}
