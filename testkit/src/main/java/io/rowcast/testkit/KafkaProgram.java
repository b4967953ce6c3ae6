package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Kafka in a JVM of its own, with the class path of the module {@code kafka-server}.
 */
final class KafkaProgram implements ServerProgram {

    private @Nullable Port controllerPort;

    @Override
    public void prepare(Path folder, Consumer<List<String>> run) {
        if (this.controllerPort != null) {
            this.controllerPort.close();
        }
        this.controllerPort = Port.reserve();
    }

    @Override
    public List<String> command(Path folder, int port) {
        if (this.controllerPort == null) {
            throw new IllegalStateException("Not prepared");
        }
        return new JavaCommand("-Xmx512m").allowingNativeAndUnsafe()
            .mainClass(BuiltClassPath.read("kafka.classpath").withOrigin(), "io.rowcast.testkit.kafka.KafkaNode",
                    folder.resolve("data").toString(), Integer.toString(port),
                    Integer.toString(this.controllerPort.number()));
    }

}
