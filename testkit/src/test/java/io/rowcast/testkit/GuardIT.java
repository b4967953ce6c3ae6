package io.rowcast.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The shell script between this JVM and a server. */
@DisabledIfSystemProperty(named = "rowcast.servers", matches = "containers", disabledReason = "No guards there")
class GuardIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aServerEndsWithItsGuardAndKeepsItsData(@TempDir Path folder) throws Exception {
        try (PostgresServer server = PostgresServer.in(folder)) {
            killGuardOf(server);
            assertThat(Processes.mentioning(folder)).isEmpty();
            assertItHasItsData(server);
        }
    }

    @Test
    void aTemporaryServerKeepsItsDataTooWhileThisJvmRuns() throws Exception {
        try (PostgresServer server = PostgresServer.temporary()) {
            killGuardOf(server);
            assertItHasItsData(server);
        }
    }

    @Test
    void aTemporaryFolderGoesWithTheJvmThatIsKilled(@TempDir Path folder) throws IOException {
        Process jvm = jvm(folder, TemporaryServer.class);
        try {
            assertThat(jvm.inputReader().readLine()).isEqualTo("READY");
            assertThat(temporaryFolders(folder)).hasSize(1);
        }
        finally {
            jvm.destroyForcibly();
        }
        await().atMost(PATIENCE)
            .untilAsserted(
                    () -> assertThat(Processes.mentioning(folder)).isEqualTo(temporaryFolders(folder)).isEmpty());
    }

    @Test
    void aWatcherThatIsKilledBeforeItsJvmIsReplaced(@TempDir Path folder) throws IOException {
        Process jvm = jvm(folder, GuardedSleeps.class);
        try {
            assertThat(jvm.inputReader().readLine()).isEqualTo("READY");
            List<ProcessHandle> watchers = jvm.children().map(GuardIT::watcherOf).toList();
            assertThat(watchers).hasSize(GuardedSleeps.COUNT).allMatch(ProcessHandle::destroyForcibly);
        }
        finally {
            jvm.destroyForcibly();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Processes.mentioning(folder)).isEmpty());
    }

    @Test
    void aServerStartsWhereTheOneOfAKilledJvmIsStillEnding(@TempDir Path folder) throws Exception {
        Process jvm = jvm(folder, TemporaryServer.class, folder.toString());
        try (PostgresServer server = PostgresServer.in(folder)) {
            assertThat(jvm.inputReader().readLine()).isEqualTo("READY");
            List<ProcessHandle> watchers = jvm.children().map(GuardIT::watcherOf).toList();
            Signal.STOP.send(watchers);
            jvm.destroyForcibly();
            CompletableFuture<Void> start = CompletableFuture.runAsync(server::start);
            await().during(Duration.ofMillis(500)).until(() -> !start.isDone());
            Signal.CONT.send(watchers);
            start.join();
            assertThat(server.isRunning()).isTrue();
        }
        finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void aServerThatNobodyGuardsAnyMoreIsStillKilled(@TempDir Path folder) throws Exception {
        try (PostgresServer server = PostgresServer.in(folder)) {
            ProcessHandle guard = guardOfStarted(server);
            List<ProcessHandle> shells = guard.descendants().filter(child -> isShellOf(guard, child)).toList();
            assertThat(shells).hasSize(2);
            // Who replaces the watcher comes first.
            guard.children().filter(shells::contains).forEach(ProcessHandle::destroyForcibly);
            shells.forEach(ProcessHandle::destroyForcibly);
            assertThat(guard.destroyForcibly()).isTrue();
            await().atMost(PATIENCE).until(() -> !guard.isAlive());
            assertThat(server.isRunning()).isTrue();
            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThat(Processes.mentioning(folder)).isEmpty();
            assertItHasItsData(server);
        }
    }

    private static Process jvm(Path folder, Class<?> program, String... arguments) throws IOException {
        return new ProcessBuilder(new JavaCommand("-Xmx128m", "-Djava.io.tmpdir=" + folder)
            .mainClass(System.getProperty("java.class.path"), program.getName(), arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    }

    private static boolean isShellOf(ProcessHandle guard, ProcessHandle child) {
        return child.info().command().equals(guard.info().command());
    }

    /** Waits for the last shell below a guard. */
    private static ProcessHandle watcherOf(ProcessHandle guard) {
        return await().atMost(PATIENCE)
            .until(() -> guard.descendants()
                .filter(child -> isShellOf(guard, child) && child.parent().filter(guard::equals).isEmpty())
                .findFirst(), Optional::isPresent)
            .orElseThrow();
    }

    /** Kills the server's guard alone, and waits until all are gone. */
    private static void killGuardOf(PostgresServer server) throws SQLException {
        ProcessHandle guard = guardOfStarted(server);
        List<ProcessHandle> guarded = guard.descendants().toList();
        assertThat(guarded).hasSizeGreaterThan(5);
        assertThat(guard.destroyForcibly()).isTrue();
        await().atMost(PATIENCE).until(() -> guarded.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(server.isRunning()).isFalse();
    }

    /** Starts the server, writes, and returns its guard. */
    private static ProcessHandle guardOfStarted(PostgresServer server) throws SQLException {
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        server.start();
        try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        return ProcessHandle.current()
            .children()
            .filter(child -> !others.contains(child))
            .collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
    }

    private static void assertItHasItsData(PostgresServer server) throws SQLException {
        server.start();
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("answer")).isEqualTo(42);
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.username(), server.password());
    }

    private static List<String> temporaryFolders(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith("rowcast-postgres-"))
                .toList();
        }
    }

}
