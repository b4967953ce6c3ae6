package io.rowcast.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A real server on the loopback address, for one JVM: it ends with that at the latest.
 * What can be done to it is the same for all kinds; how to connect is told by the kinds.
 *
 * <ol>
 * <li>A server is created by {@code in(folder)} or {@code temporary()} and does not run
 * yet.</li>
 * <li>{@link #start()} runs it on a free port, which it keeps over all further
 * starts.</li>
 * <li>It may be killed, stopped, paused and started again in any order; its data
 * stay.</li>
 * <li>{@link #close()} ends it for good. A temporary folder goes with it, a given one
 * stays.</li>
 * </ol>
 *
 * <p>
 * All methods block until what they say has happened. They are for one thread at a time,
 * except {@code close()}: a shutdown hook may call it while another thread is in
 * {@code start()}, which then fails.
 */
public abstract sealed class TestServer implements AutoCloseable
        permits ElasticsearchServer, KafkaServer, MySqlServer, PostgresServer, S3Server {

    private final Launcher launcher;

    TestServer(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * Starts the server and waits until it answers. Does nothing if it runs.
     * @throws IllegalStateException if it does not start, with the end of its log
     */
    public final void start() {
        if (!isRunning()) {
            this.launcher.start(this::answers);
        }
    }

    /**
     * Lets the server end in an orderly way. Does nothing if it does not run.
     */
    public final void stop() {
        this.launcher.stop();
    }

    /**
     * Ends the server with SIGKILL, as a crash would. Does nothing if it does not run.
     */
    public final void kill() {
        this.launcher.kill();
    }

    /**
     * Starts the server again on the same port and data: at once after {@link #kill()},
     * otherwise after {@link #stop()}.
     */
    public final void restart() {
        stop();
        start();
    }

    /**
     * Freezes the server with SIGSTOP: connections stay open, new ones may even be
     * accepted by the kernel, and nothing is answered until {@link #resume()}.
     */
    public final void pause() {
        this.launcher.pause();
    }

    /**
     * Lets a paused server go on.
     */
    public final void resume() {
        this.launcher.resume();
    }

    /**
     * Lets the operating system refuse each write of the server to a file, as it does
     * when the disk is full, until the server is started anew. Not for containers.
     */
    public final void refuseWrites() {
        this.launcher.refuseWrites();
    }

    /**
     * Tells whether the server was started and has not ended; a paused one runs.
     */
    public final boolean isRunning() {
        return this.launcher.isRunning();
    }

    /**
     * Returns the host to connect to.
     */
    public final String host() {
        return this.launcher.host();
    }

    /**
     * Returns the port to connect to, the same over all restarts.
     * @throws IllegalStateException before the first start
     */
    public final int port() {
        return this.launcher.port();
    }

    @Override
    public final void close() {
        this.launcher.discard();
    }

    /**
     * Asks the server something that it can answer only when it is ready for clients.
     * @throws Exception if it is not yet
     */
    abstract boolean answers() throws Exception;

    /**
     * Tries to connect, which is cheaper than a client of the server and silent about
     * failure.
     * @throws IOException if nobody listens
     */
    final void connect() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port()), 1000);
        }
    }

}
