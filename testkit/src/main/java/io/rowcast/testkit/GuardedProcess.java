package io.rowcast.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that never outlives this JVM, not even when that gets SIGKILL: between
 * the two sits a small shell script that kills the process once its standard input, a
 * pipe from here, ends. Guard and process have sessions of their own, so a signal to the
 * process group of this JVM (Ctrl-C) reaches neither.
 *
 * <p>
 * All signals go to the process and its descendants. They are found by parentage, because
 * the backends of PostgreSQL leave the process group of their parent.
 */
final class GuardedProcess {

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(1);

    private static final String GUARD = script();

    private final Process guard;

    private final ProcessHandle server;

    private GuardedProcess(Process guard, ProcessHandle server) {
        this.guard = guard;
        this.server = server;
    }

    /**
     * Starts a process.
     * @param launch what to start
     * @return the running process
     */
    static GuardedProcess start(ProcessLaunch launch) {
        List<String> command = new ArrayList<>(List.of("setsid", "/bin/sh", "-c", GUARD, "guard"));
        command.add(launch.log().toString());
        command.add((launch.scratch() != null) ? launch.scratch().toString() : "");
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.directory(launch.folder().toFile());
        builder.environment().putAll(launch.environment());
        try {
            Process guard = builder.start();
            return new GuardedProcess(guard, server(guard, launch));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Waits until the process has ended by itself.
     * @param log where its output goes
     * @throws IllegalStateException if it fails, with its output, or takes longer than a
     * minute
     */
    void awaitSuccess(ServerLog log) {
        if (!awaitEnd(RUN_TIMEOUT)) {
            kill();
            throw new IllegalStateException("Process " + pid() + " took more than " + RUN_TIMEOUT);
        }
        if (this.guard.exitValue() != 0) {
            throw new IllegalStateException("Process " + pid() + " failed:\n" + log.tail());
        }
    }

    private static ProcessHandle server(Process guard, ProcessLaunch launch) throws IOException {
        BufferedReader reader = guard.inputReader();
        String pid = reader.readLine();
        if (pid == null) {
            throw new IOException(
                    launch.command().getFirst() + " was not started: its guard was killed, or a process of"
                            + " an earlier start still writes to " + launch.log());
        }
        return ProcessHandle.of(Long.parseLong(pid)).orElseGet(guard::toHandle);
    }

    long pid() {
        return this.server.pid();
    }

    /** A guard may be killed with all that watches it, and leave the process behind. */
    boolean isRunning() {
        return this.guard.isAlive() || works(this.server);
    }

    /**
     * Sends SIGKILL to everything at once, and returns when the process is gone.
     */
    void kill() {
        if (isRunning()) {
            // A stopped parent starts no more children, and does not see the first of
            // them die.
            Signal.STOP.send(List.of(this.server));
            List<ProcessHandle> descendants = descendants();
            descendants.forEach(ProcessHandle::destroyForcibly);
            this.server.destroyForcibly();
            awaitEnd(KILL_TIMEOUT);
            Readiness.awaitEnd("process " + pid() + " and its children",
                    () -> !works(this.server) && descendants.stream().noneMatch(GuardedProcess::works));
        }
    }

    /**
     * Asks the process to end and kills it if that takes too long.
     * @param signal what the process takes for a request to end
     * @param patience how long to wait before SIGKILL
     */
    void stop(Signal signal, Duration patience) {
        if (isRunning()) {
            resume();
            signal.send(List.of(this.server));
            if (!awaitEnd(patience) || isRunning()) {
                kill();
            }
        }
    }

    void pause() {
        Signal.STOP.send(List.of(this.server));
        Signal.STOP.send(descendants());
    }

    void resume() {
        Signal.CONT.send(Stream.concat(descendants().stream(), Stream.of(this.server)).toList());
    }

    /**
     * Lets each write to a file fail from now on, whatever the file system has room for.
     */
    void refuseWrites() {
        Stream.concat(Stream.of(this.server), descendants().stream()).forEach(GuardedProcess::refuseWrites);
    }

    /** A limit of the size of files may be lowered at any time. */
    private static void refuseWrites(ProcessHandle process) {
        try {
            int result = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=0").inheritIO()
                .start()
                .waitFor();
            if (result != 0) {
                throw new IllegalStateException("prlimit has failed for process " + process.pid());
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while limiting process " + process.pid(), ex);
        }
    }

    private List<ProcessHandle> descendants() {
        return this.server.descendants().toList();
    }

    /**
     * A process that has ended and was not reaped yet still has a number, but no program.
     */
    private static boolean works(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return this.guard.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the end of process " + pid(), ex);
        }
    }

    private static String script() {
        try (InputStream script = GuardedProcess.class.getResourceAsStream("guard.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
