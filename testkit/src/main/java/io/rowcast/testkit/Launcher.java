package io.rowcast.testkit;

import java.util.concurrent.Callable;

/**
 * Runs one server, as a process or in a container. Not safe for use by several threads at
 * once.
 */
sealed interface Launcher permits ProcessLauncher, ContainerLauncher {

    /**
     * Starts the server, on the same port and data as before if there was a before, and
     * waits until it is ready.
     * @param probe returns {@code true} when the server answers; called often, may throw
     * @throws IllegalStateException if the server does not become ready, with the end of
     * its log
     */
    void start(Callable<Boolean> probe);

    /** Lets the server end in an orderly way. */
    void stop();

    /** Ends the server with SIGKILL. */
    void kill();

    /**
     * Stops all processes of the server where they are; connections stay open, and nobody
     * answers.
     */
    void pause();

    void resume();

    /** Lets each write of the server to a file fail, until it is started anew. */
    void refuseWrites();

    boolean isRunning();

    String host();

    /** Returns the port; before the first start there is none. */
    int port();

    /**
     * Ends the server for good and removes its data, or keeps them if the folder was
     * given by the caller. Unlike all else this may be called while another thread starts
     * the server, which then fails.
     */
    void discard();

}
