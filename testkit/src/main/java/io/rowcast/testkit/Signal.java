package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The signals that {@link ProcessHandle} cannot send, or does not name.
 */
enum Signal {

    STOP, CONT, INT, TERM;

    /**
     * Sends this signal; processes that are gone already do not matter.
     * @param processes whom to send it, in this order
     */
    void send(List<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", name()));
        processes.forEach((process) -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending SIG" + name(), ex);
        }
    }

}
