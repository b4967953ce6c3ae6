package io.rowcast.s3;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RotationTest {

    private static final Rotation ROTATION = new Rotation(10, 1000, Duration.ofSeconds(60));

    @Test
    void anObjectIsFullByRowsOrByBytes() {
        assertThat(ROTATION.isFull(9, 999)).isFalse();
        assertThat(ROTATION.isFull(10, 1)).isTrue();
        assertThat(ROTATION.isFull(1, 1000)).isTrue();
        assertThat(ROTATION.isFull(1, 5_000_000)).isTrue();
    }

    @Test
    void anObjectIsOldOnceTheIntervalIsOver() {
        assertThat(ROTATION.isOld(Instant.EPOCH, Instant.ofEpochSecond(59, 999_999_999))).isFalse();
        assertThat(ROTATION.isOld(Instant.EPOCH, Instant.ofEpochSecond(60))).isTrue();
    }

}
