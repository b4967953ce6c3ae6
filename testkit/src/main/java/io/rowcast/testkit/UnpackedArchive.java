package io.rowcast.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of a server, unpacked once per machine from the archive inside a jar.
 */
final class UnpackedArchive {

    private static final int OWNER_EXECUTES = 0100;

    private UnpackedArchive() {
    }

    /**
     * Unpacks an archive, unless some JVM did it before. Several may do so at once: each
     * unpacks into a folder of its own, the first to rename it wins.
     * @param artifactId the artifact of the jar
     * @param entry the name of the archive in it, ending in {@code .txz} or
     * {@code .tar.gz}
     * @return the folder with the content of the archive
     */
    static Path of(String artifactId, String entry) {
        Path jar = BuiltClassPath.read("archives.classpath").artifact(artifactId);
        Path target = cache().resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
        if (!Files.isDirectory(target)) {
            try {
                Path unfinished = Files.createTempDirectory(Files.createDirectories(target.getParent()), "unfinished-");
                unpack(jar, entry, unfinished);
                publish(unfinished, target);
            }
            catch (IOException ex) {
                throw new UncheckedIOException("Cannot unpack " + entry + " of " + jar + " to " + target, ex);
            }
        }
        return target;
    }

    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        if (Files.isWritable(home) && !Unprivileged.isAnotherUser()) {
            return home.resolve(".cache").resolve("rowcast");
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "rowcast-" + System.getProperty("user.name"));
    }

    private static void publish(Path unfinished, Path target) throws IOException {
        // A temporary folder is closed to others, who may be the ones to run the
        // programs.
        Unprivileged.letOthersRead(unfinished);
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            DataFolder.delete(unfinished);
            if (!Files.isDirectory(target)) {
                throw ex;
            }
        }
    }

    private static void unpack(Path jar, String name, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException("No " + name + " in " + jar);
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(
                    decompressed(new BufferedInputStream(zip.getInputStream(entry)), name))) {
                for (TarArchiveEntry file = tar.getNextEntry(); file != null; file = tar.getNextEntry()) {
                    unpack(tar, file, target);
                }
            }
        }
    }

    private static InputStream decompressed(InputStream archive, String name) throws IOException {
        return name.endsWith("xz") ? new XZInputStream(archive) : new GZIPInputStream(archive);
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Refused to unpack " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        }
        else if (entry.isLink()) {
            Files.createLink(file, target.resolve(entry.getLinkName()));
        }
        else {
            Files.copy(content, file);
            if ((entry.getMode() & OWNER_EXECUTES) != 0 && !file.toFile().setExecutable(true, false)) {
                throw new IOException("Cannot make " + file + " executable");
            }
        }
    }

}
