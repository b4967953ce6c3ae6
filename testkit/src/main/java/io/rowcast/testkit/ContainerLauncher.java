package io.rowcast.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Runs a server in a container. Its data live in the container, a given folder stays
 * empty.
 */
final class ContainerLauncher implements Launcher {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final String name;

    private final DataFolder folder;

    private final IntFunction<GenericContainer<?>> recipe;

    private @Nullable Port port;

    private @Nullable GenericContainer<?> container;

    ContainerLauncher(String name, DataFolder folder, IntFunction<GenericContainer<?>> recipe) {
        this.name = name;
        this.folder = folder;
        this.recipe = recipe;
    }

    static String dockerHost() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }

    @Override
    public void start(Callable<Boolean> probe) {
        if (this.container == null) {
            this.port = Port.reserve();
            this.container = this.recipe.apply(this.port.number()).waitingFor(new NoWait());
            this.container.start();
        }
        else {
            docker().startContainerCmd(id()).exec();
        }
        new Readiness(this.name, this::isRunning, created()::getLogs).await(probe, START_TIMEOUT);
    }

    @Override
    public void stop() {
        if (isRunning()) {
            if (isPaused()) {
                resume();
            }
            docker().stopContainerCmd(id()).exec();
        }
    }

    @Override
    public void kill() {
        if (isRunning()) {
            docker().killContainerCmd(id()).exec();
            Readiness.awaitEnd(this.name, () -> !isRunning());
        }
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(id()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(id()).exec();
    }

    @Override
    public void refuseWrites() {
        throw new UnsupportedOperationException("The processes of a container cannot be reached from here");
    }

    @Override
    public boolean isRunning() {
        return this.container != null && Boolean.TRUE.equals(state().getRunning());
    }

    private boolean isPaused() {
        return Boolean.TRUE.equals(state().getPaused());
    }

    private InspectContainerResponse.ContainerState state() {
        return docker().inspectContainerCmd(id()).exec().getState();
    }

    private DockerClient docker() {
        return created().getDockerClient();
    }

    private String id() {
        return created().getContainerId();
    }

    private GenericContainer<?> created() {
        if (this.container == null) {
            throw new IllegalStateException(this.name + " was never started");
        }
        return this.container;
    }

    @Override
    public String host() {
        return dockerHost();
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
        if (this.container != null) {
            this.container.stop();
            this.container = null;
        }
        if (this.port != null) {
            this.port.close();
            this.port = null;
        }
        this.folder.discard();
    }

    /** Leaves waiting to the probe, which serves restarts as well. */
    private static final class NoWait extends AbstractWaitStrategy {

        @Override
        protected void waitUntilReady() {
            // Ready as soon as it runs.
        }

    }

}
