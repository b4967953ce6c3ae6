package io.rowcast.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Runs a server as a child process.
 */
final class ProcessLauncher implements Launcher {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final int START_ATTEMPTS = 3;

    private final String name;

    private final DataFolder folder;

    private final ServerProgram program;

    private final ServerLog log;

    private @Nullable Port port;

    private volatile @Nullable GuardedProcess process;

    private boolean discarded;

    ProcessLauncher(String name, DataFolder folder, ServerProgram program) {
        this.name = name;
        this.folder = folder;
        this.program = program;
        this.log = new ServerLog(folder.path().resolve("server.log"));
    }

    @Override
    public void start(Callable<Boolean> probe) {
        boolean portMayChange = this.port == null;
        for (int attempt = 1; !isRunning(); attempt++) {
            if (portMayChange) {
                releasePort();
                this.port = Port.reserve();
            }
            try {
                startOnce(probe);
            }
            catch (IllegalStateException ex) {
                kill();
                if (attempt == START_ATTEMPTS || !this.log.tellsThatPortIsTaken()) {
                    throw ex;
                }
            }
        }
    }

    private void startOnce(Callable<Boolean> probe) {
        this.program.prepare(this.folder.path(), command -> launch(command).awaitSuccess(this.log));
        launch(this.program.command(this.folder.path(), port()));
        new Readiness(this.name, this::isRunning, this.log::tail).await(probe, START_TIMEOUT);
        if (!isRunning()) {
            throw new IllegalStateException(this.name + " ended at once:\n" + this.log.tail());
        }
    }

    /** Whoever discards this while another thread starts it must not miss a process. */
    private synchronized GuardedProcess launch(List<String> command) {
        if (this.discarded) {
            throw new IllegalStateException(this.name + " is closed");
        }
        this.log.startRun();
        GuardedProcess launched = GuardedProcess
            .start(new ProcessLaunch(command, Map.of(), this.folder.path(), this.log.file(), this.folder.scratch()));
        this.process = launched;
        return launched;
    }

    @Override
    public void stop() {
        if (this.process != null) {
            this.process.stop(this.program.stopSignal(), STOP_TIMEOUT);
        }
    }

    @Override
    public void kill() {
        if (this.process != null) {
            this.process.kill();
        }
    }

    @Override
    public void pause() {
        running().pause();
    }

    @Override
    public void resume() {
        running().resume();
    }

    @Override
    public void refuseWrites() {
        running().refuseWrites();
    }

    private GuardedProcess running() {
        if (this.process == null || !this.process.isRunning()) {
            throw new IllegalStateException(this.name + " is not running");
        }
        return this.process;
    }

    @Override
    public boolean isRunning() {
        return this.process != null && this.process.isRunning();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        if (this.port == null) {
            throw new IllegalStateException(this.name + " has no port before it is started");
        }
        return this.port.number();
    }

    @Override
    public void discard() {
        synchronized (this) {
            this.discarded = true;
        }
        if (this.folder.temporary()) {
            kill();
        }
        else {
            stop();
        }
        releasePort();
        this.folder.discard();
    }

    private void releasePort() {
        if (this.port != null) {
            this.port.close();
            this.port = null;
        }
    }

}
