package io.rowcast.quickstart;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;

import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.S3Server;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Real servers that end while they are watched. */
class SupervisorIT {

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).pollInterval(Duration.ofMillis(10)).ignoreExceptions();
    }

    /** A start gives up after 90 s; who waited for it would come later. */
    @Test
    void aServerThatTakesItsTimeToStartDoesNotHoldTheOthers(@TempDir Path folder) {
        try (S3Server slow = S3Server.in(folder.resolve("s3"));
                PostgresServer other = PostgresServer.in(folder.resolve("postgres"));
                Supervisor supervisor = new Supervisor(trouble -> {
                })) {
            supervisor.watch();
            supervisor.start(slow);
            supervisor.start(other);
            slow.kill();
            await("a start that does not get far").until(slow::isRunning);
            slow.pause();
            other.kill();
            await("the other").atMost(Duration.ofSeconds(60)).until(() -> answers(other));
            slow.resume();
            await("the slow one").atMost(Duration.ofSeconds(60)).until(() -> answers(slow));
        }
    }

    private static boolean answers(PostgresServer server) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"), server.username(),
                server.password())) {
            return connection.isValid(5);
        }
    }

    private static boolean answers(S3Server server) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(server.endpoint() + "/").toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(5_000);
        assertThat(connection.getResponseCode()).isPositive();
        return true;
    }

}
