package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * How one kind of server is run as a process.
 */
interface ServerProgram {

    /**
     * Makes the folder ready for a start: fills a new one, clears away what a killed
     * server left behind. Called before every start, while the server does not run.
     * @param folder the folder of the server, which exists
     * @param run runs another program in the folder to its end, or throws an
     * {@link IllegalStateException} if it fails
     */
    void prepare(Path folder, Consumer<List<String>> run);

    /**
     * Returns the command that runs the server in the foreground.
     * @param folder the folder of the server
     * @param port where clients connect, on the loopback address
     */
    List<String> command(Path folder, int port);

    /**
     * Returns the signal that lets the server end in an orderly way without waiting for
     * its clients.
     */
    default Signal stopSignal() {
        return Signal.TERM;
    }

}
