package io.rowcast.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks for processes that should or should not be there.
 */
public final class Processes {

    private Processes() {
    }

    /**
     * Tells whether servers are processes of this machine at all, and not in containers.
     */
    static boolean areServers() {
        return !"containers".equals(System.getProperty("rowcast.servers"));
    }

    /**
     * Finds all processes but this one whose command line or working directory names a
     * folder. One that has ended and was not yet reaped has neither.
     */
    public static List<String> mentioning(Path folder) {
        return ProcessHandle.allProcesses()
            .map(ProcessHandle::pid)
            .filter((pid) -> pid != ProcessHandle.current().pid() && mentions(pid, folder.toString()))
            .map(Processes::describe)
            .toList();
    }

    private static boolean mentions(long pid, String folder) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).contains(folder)
                    || Files.readSymbolicLink(process.resolve("cwd")).toString().startsWith(folder);
        }
        catch (IOException ex) {
            return false;
        }
    }

    private static String describe(long pid) {
        return pid + " " + ProcessHandle.of(pid).flatMap((process) -> process.info().commandLine()).orElse("ended");
    }

}
