package io.rowcast.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list of files that the build wrote into a resource of this package: the class path of
 * a server, or the archives that servers are unpacked from.
 *
 * @param origin the folder or jar that holds the resource
 * @param files the listed files
 */
record BuiltClassPath(Path origin, List<Path> files) {

    static BuiltClassPath read(String resource) {
        URL url = BuiltClassPath.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("No resource io/rowcast/testkit/" + resource
                    + ": the module that it comes from has to be built by Maven, at least to the phase process-classes");
        }
        try (InputStream content = url.openStream()) {
            String paths = new String(content.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new BuiltClassPath(origin(url), Stream.of(paths.split(File.pathSeparator)).map(Path::of).toList());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Path origin(URL resource) throws IOException {
        try {
            URLConnection connection = resource.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            // io/rowcast/testkit/<resource> below the folder of the classes
            return Path.of(resource.toURI()).resolve("../../../..").normalize();
        }
        catch (URISyntaxException ex) {
            throw new IOException(ex);
        }
    }

    String withOrigin() {
        return String.join(File.pathSeparator,
                Stream.concat(Stream.of(this.origin), this.files.stream()).map(Path::toString).toList());
    }

    /**
     * Finds one file.
     * @param artifactId the artifact that the file is
     * @return the file, whatever its version
     */
    Path artifact(String artifactId) {
        return this.files.stream()
            .filter((file) -> file.getFileName().toString().startsWith(artifactId + "-"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No artifact " + artifactId + " among " + this.files));
    }

}
