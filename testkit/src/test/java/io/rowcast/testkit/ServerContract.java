package io.rowcast.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every server does, whatever it stores.
 *
 * @param <S> the kind of server
 */
abstract class ServerContract<S extends TestServer> {

    private static final Duration HANG = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(30);

    abstract S create(Path folder);

    /** Stores a value durably under a key that is new. */
    abstract void write(S server, String key) throws Exception;

    /** Tells whether the value is there. */
    abstract boolean holds(S server, String key) throws Exception;

    @Test
    void whatWasWrittenSurvivesKillAndStop(@TempDir Path folder) throws Exception {
        try (S server = create(folder)) {
            server.start();
            int port = server.port();
            write(server, "first");
            server.kill();
            assertThat(server.isRunning()).isFalse();
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(holds(server, "first")).isTrue();
            write(server, "second");
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(holds(server, "first")).isTrue();
            assertThat(holds(server, "second")).isTrue();
            assertThat(Processes.mentioning(folder).isEmpty()).isNotEqualTo(Processes.areServers());
        }
        assertThat(Processes.mentioning(folder)).isEmpty();
    }

    @Test
    void aPausedServerAnswersNobodyUntilItIsResumed(@TempDir Path folder) throws Exception {
        try (S server = create(folder); ExecutorService executor = Executors.newSingleThreadExecutor()) {
            server.start();
            write(server, "before");
            server.pause();
            Future<Boolean> answer = executor.submit((Callable<Boolean>) () -> holds(server, "before"));
            assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> answer.get(HANG.toMillis(), TimeUnit.MILLISECONDS));
            server.resume();
            assertThat(answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        }
    }

    @Test
    void aPausedServerCanBeKilled(@TempDir Path folder) throws Exception {
        try (S server = create(folder)) {
            server.start();
            write(server, "before");
            server.pause();
            server.kill();
            assertThat(Processes.mentioning(folder)).isEmpty();
            server.start();
            assertThat(holds(server, "before")).isTrue();
        }
    }

}
