package io.rowcast.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.rowcast.testkit.Processes;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The quickstart as a process of its own, with the command line that the profile
 * {@code quickstart} of the build gives it, and the leader of a process group. Whatever
 * it starts works in one folder, temporary folders included, so what it leaves behind is
 * found there.
 */
final class QuickstartProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;

    private final Path out;

    private final Path err;

    private final Process process;

    /**
     * Starts it.
     * @param folder where it works; what an earlier run has left there stays
     * @param options as they are given to the build: {@code rows=1000}
     */
    QuickstartProcess(Path folder, String... options) throws IOException {
        this(folder, List.of(), options);
    }

    private QuickstartProcess(Path folder, List<String> starter, String... options) throws IOException {
        this.folder = folder;
        Path run = Files.createTempDirectory(folder, "run");
        this.out = run.resolve("out");
        this.err = run.resolve("err");
        Files.createDirectories(temporary());
        this.process = new ProcessBuilder(command(starter, options)).redirectOutput(this.out.toFile())
            .redirectError(this.err.toFile())
            .start();
    }

    /**
     * Starts a shell that starts it and waits for it; signals to the process go to the
     * shell.
     */
    static QuickstartProcess ofShell(Path folder, String... options) throws IOException {
        return new QuickstartProcess(folder, List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh"), options);
    }

    /**
     * A build that was itself started in the background may ignore SIGINT, and its
     * children with it.
     */
    private List<String> command(List<String> starter, String... options) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
        command.addAll(starter);
        command.addAll(List.of(java.toString(), "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        Stream.of(options).forEach(option -> command.add("-D" + option));
        command.addAll(List.of("-Drowcast.modules=" + Path.of("..").toAbsolutePath().normalize(),
                "-Drowcast.servers=processes", "-Djava.io.tmpdir=" + temporary(), "-classpath",
                System.getProperty("java.class.path"), Quickstart.class.getName()));
        return command;
    }

    private Path temporary() {
        return this.folder.resolve("tmp");
    }

    /** Waits for a line that matches as a whole, and returns it. */
    String awaitLine(String regex) {
        return await(regex, () -> out().stream().filter(line -> line.matches(regex)).findFirst());
    }

    /** Waits for a line on the standard error; there must be no other. */
    void awaitTrouble(String regex) {
        await(regex, () -> err().stream().findFirst());
        assertThat(err()).allMatch(line -> line.matches(regex));
    }

    /**
     * Waits for a process that it has started, however indirectly.
     * @param program the name of the file that runs
     * @param word a part of its command line
     */
    ProcessHandle awaitChild(String program, String word) {
        return await(word, () -> this.process.descendants().filter(child -> runs(child, program, word)).findFirst());
    }

    private static boolean runs(ProcessHandle child, String program, String word) {
        return child.info().command().filter(file -> file.endsWith("/" + program)).isPresent()
                && child.info().commandLine().filter(line -> line.contains(word)).isPresent();
    }

    private <T> T await(String what, Callable<Optional<T>> question) {
        return Awaitility.await(what)
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .failFast(toString(), () -> !this.process.isAlive())
            .until(question, Optional::isPresent)
            .orElseThrow();
    }

    /** Sends a signal to the process alone. */
    void signal(String signal) throws IOException, InterruptedException {
        send(signal, Long.toString(this.process.pid()));
    }

    /** Sends a signal to the process group, as a terminal does at Ctrl-C. */
    void signalGroup(String signal) throws IOException, InterruptedException {
        send(signal, "-" + this.process.pid());
    }

    /** Sends a signal to a process. */
    static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        send(signal, Long.toString(process.pid()));
    }

    private static void send(String signal, String target) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" -- \"$1\"", signal, target).inheritIO()
            .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits until it has ended, and returns its status. */
    int awaitEnd() {
        return awaitEnd(PATIENCE);
    }

    /**
     * Waits until it has ended with everything that it started, and returns its status.
     */
    int awaitEnd(Duration atMost) {
        Awaitility.await("the end")
            .atMost(atMost)
            .untilAsserted(() -> assertThat(Processes.mentioning(this.folder)).as(this::toString).isEmpty());
        return this.process.onExit().join().exitValue();
    }

    /**
     * Returns what is left in the folder for temporary files; the files that tell JVMs
     * which ports are taken stay for the next.
     */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.filter(file -> !file.getFileName().toString().startsWith("rowcast-ports-")).toList();
        }
    }

    List<String> out() {
        return lines(this.out);
    }

    List<String> err() {
        return lines(this.err);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", out()) + "\n" + String.join("\n", err());
    }

    /** Kills it; what it started ends with it. */
    @Override
    public void close() {
        this.process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

}
