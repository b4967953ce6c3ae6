package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a JVM: always the JDK that runs this code.
 */
final class JavaCommand {

    private static final int UNSAFE_MEMORY_ACCESS_OPTION_SINCE = 23;

    private final List<String> words = new ArrayList<>();

    JavaCommand(String... options) {
        this.words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        this.words.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        this.words.addAll(List.of(options));
    }

    /**
     * Silences the warnings of libraries that still use native code and
     * {@code sun.misc.Unsafe}.
     */
    JavaCommand allowingNativeAndUnsafe() {
        this.words.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= UNSAFE_MEMORY_ACCESS_OPTION_SINCE) {
            this.words.add("--sun-misc-unsafe-memory-access=allow");
        }
        return this;
    }

    List<String> jar(Path jar, List<String> arguments) {
        this.words.addAll(List.of("-jar", jar.toString()));
        this.words.addAll(arguments);
        return List.copyOf(this.words);
    }

    List<String> mainClass(String classPath, String mainClass, String... arguments) {
        this.words.addAll(List.of("-cp", classPath, mainClass));
        this.words.addAll(List.of(arguments));
        return List.copyOf(this.words);
    }

}
