package io.rowcast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * S3Proxy over a folder. It is forked from its jar with everything inside, which never is
 * on a class path.
 */
final class S3Program implements ServerProgram {

    @Override
    public void prepare(Path folder, Consumer<List<String>> run) {
        try {
            Files.createDirectories(folder.resolve("data"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public List<String> command(Path folder, int port) {
        Path settings = folder.resolve("s3proxy.properties");
        try {
            Files.write(settings, settings(folder, port));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Path jar = BuiltClassPath.read("archives.classpath").artifact("s3proxy");
        return new JavaCommand("-Xmx256m").allowingNativeAndUnsafe()
            .jar(jar, List.of("--properties", settings.toString()));
    }

    private static List<String> settings(Path folder, int port) {
        return List.of("s3proxy.endpoint=http://127.0.0.1:" + port, "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + S3Server.ACCESS_KEY, "s3proxy.credential=" + S3Server.SECRET_KEY,
                "s3proxy.ignore-unknown-headers=true", "jclouds.provider=filesystem-nio2",
                "jclouds.filesystem.basedir=" + folder.resolve("data"));
    }

}
