package io.rowcast.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private static Snapshot snapshot(long topic, long mysql) {
        return new Snapshot(100, topic, mysql, 1, 50, 50, List.of());
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void aStoreThatGoesAwayAndComesBackHasNotMoved() {
        Progress progress = new Progress(Duration.ofSeconds(60), 0);
        progress.saw(snapshot(50, 50), seconds(1));
        progress.saw(snapshot(50, -1), seconds(20));
        progress.saw(snapshot(50, 50), seconds(40));
        assertThat(progress.isStuck(seconds(60))).isFalse();
        assertThat(progress.isStuck(seconds(62))).isTrue();
    }

    @Test
    void oneRowMoreAnywhereIsProgress() {
        Progress progress = new Progress(Duration.ofSeconds(60), 0);
        progress.saw(snapshot(50, 50), seconds(1));
        progress.saw(snapshot(50, 51), seconds(50));
        assertThat(progress.isStuck(seconds(100))).isFalse();
    }

}
