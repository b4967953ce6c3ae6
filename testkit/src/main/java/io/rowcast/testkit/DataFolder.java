package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps its data and its log.
 *
 * @param path an absolute path
 * @param temporary whether the folder goes when the server is closed
 */
record DataFolder(Path path, boolean temporary) {

    private static final int ATTEMPTS = 10;

    private static final Path DISK = Path.of("/var/tmp");

    static DataFolder given(Path path) {
        try {
            return new DataFolder(Files.createDirectories(path.toAbsolutePath()), false);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Makes a new folder on a disk. */
    static DataFolder temporary(String server) {
        try {
            return new DataFolder(Files.createTempDirectory(disk(), "rowcast-" + server + "-").toAbsolutePath(), true);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Returns where temporary folders come to be: S3Proxy needs extended attributes,
     * which a tmpfs may lack.
     */
    static Path disk() throws IOException {
        Path usual = Path.of(System.getProperty("java.io.tmpdir"));
        boolean inMemory = "tmpfs".equals(Files.getFileStore(usual).type());
        return (inMemory && Files.isWritable(DISK)) ? DISK : usual;
    }

    @Nullable Path scratch() {
        return this.temporary ? this.path : null;
    }

    void discard() {
        if (this.temporary) {
            delete(this.path);
        }
    }

    /**
     * Deletes a folder with all that is in it, if it exists; again if something came into
     * it meanwhile from a thread that has not noticed yet.
     */
    static void delete(Path folder) {
        try {
            for (int attempt = 1; Files.exists(folder); attempt++) {
                deleteOnce(folder, attempt == ATTEMPTS);
            }
        }
        catch (NoSuchFileException ex) {
            // Nothing to delete.
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void deleteOnce(Path folder, boolean last) throws IOException {
        try {
            Files.walkFileTree(folder, new Deletion());
        }
        catch (DirectoryNotEmptyException | NoSuchFileException ex) {
            if (last) {
                throw ex;
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }

    }

}
