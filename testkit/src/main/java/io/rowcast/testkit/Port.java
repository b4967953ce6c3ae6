package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A free port, reserved among all JVMs of this user by a locked file until it is closed
 * or the JVM ends.
 *
 * <p>
 * Ports come from below the range that the kernel takes for outgoing connections (32768
 * and up): otherwise some client could be given the port of a killed server, or connect
 * to itself while it waits for the server to return.
 */
final class Port implements AutoCloseable {

    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private static final int ATTEMPTS = 1000;

    /**
     * Closing any channel of a file drops all locks that this JVM holds on it, so a port
     * is not even tried twice.
     */
    private static final Set<Integer> RESERVED = ConcurrentHashMap.newKeySet();

    private final int number;

    private final FileChannel lockFile;

    private Port(int number, FileChannel lockFile) {
        this.number = number;
        this.lockFile = lockFile;
    }

    static Port reserve() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "rowcast-ports-" + System.getProperty("user.name"));
        try {
            Files.createDirectories(folder);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                int number = ThreadLocalRandom.current().nextInt(FIRST, LAST);
                if (RESERVED.add(number)) {
                    FileChannel lockFile = FileChannel.open(folder.resolve(Integer.toString(number)),
                            StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lockFile.tryLock();
                    if (lock != null && isFree(number)) {
                        return new Port(number, lockFile);
                    }
                    lockFile.close();
                    RESERVED.remove(number);
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int number) {
        try (ServerSocket socket = new ServerSocket(number)) {
            return socket.isBound();
        }
        catch (IOException ex) {
            return false;
        }
    }

    int number() {
        return this.number;
    }

    @Override
    public void close() {
        try {
            this.lockFile.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        RESERVED.remove(this.number);
    }

}
