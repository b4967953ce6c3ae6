package io.rowcast.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * How root runs a program that refuses to be run by root: in a user name space in which
 * it is nobody, or, where those are forbidden, as the user nobody. Any other user runs it
 * as it is.
 */
final class Unprivileged {

    private static final int NOBODY = 65534;

    private static final boolean ROOT = isRoot();

    private static final boolean NAME_SPACES = ROOT && succeeds("unshare", "-U", "true");

    private Unprivileged() {
    }

    /**
     * Returns the words to put before a command.
     */
    static List<String> prefix() {
        if (!ROOT) {
            return List.of();
        }
        if (NAME_SPACES) {
            return List.of("unshare", "-U");
        }
        return List.of("setpriv", "--reuid=" + NOBODY, "--clear-groups");
    }

    /**
     * Tells whether the program runs as somebody else, who cannot look into the home of
     * root.
     */
    static boolean isAnotherUser() {
        return ROOT && !NAME_SPACES;
    }

    /**
     * Gives a folder to whoever runs the program.
     * @param folder an existing folder
     */
    static void give(Path folder) {
        if (isAnotherUser() && !succeeds("chown", "-R", Integer.toString(NOBODY), folder.toString())) {
            throw new IllegalStateException("Cannot give " + folder + " to the user " + NOBODY);
        }
    }

    static void letOthersRead(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        }
        catch (IOException | UnsupportedOperationException ex) {
            return false;
        }
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
        }
        catch (IOException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + List.of(command), ex);
        }
    }

}
