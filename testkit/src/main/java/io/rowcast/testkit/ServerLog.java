package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The file that a process appends its output to.
 */
final class ServerLog {

    private static final int TAIL_LINES = 60;

    private static final List<String> PORT_TAKEN = List.of("address already in use", "address in use", "failed to bind",
            "could not bind", "can't start server: bind");

    private final Path file;

    private long runStart;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return this.file;
    }

    /**
     * Notes that what follows in the file is another run.
     */
    void startRun() {
        try {
            Files.createDirectories(this.file.toAbsolutePath().getParent());
            this.runStart = Files.exists(this.file) ? Files.size(this.file) : 0;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    boolean tellsThatPortIsTaken() {
        String run = run().toLowerCase(Locale.ROOT);
        return PORT_TAKEN.stream().anyMatch(run::contains);
    }

    /**
     * Reads the end of what the latest run wrote.
     * @return at most 60 lines
     */
    String tail() {
        List<String> lines = run().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private String run() {
        try {
            byte[] content = Files.exists(this.file) ? Files.readAllBytes(this.file) : new byte[0];
            int start = (int) Math.min(this.runStart, content.length);
            return new String(content, start, content.length - start, StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
