package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Elasticsearch in a JVM of its own, with the class path of the module
 * {@code elasticsearch-server}.
 */
final class ElasticsearchProgram implements ServerProgram {

    @Override
    public void prepare(Path folder, Consumer<List<String>> run) {
        // The node makes what it needs, and its lock goes with the process.
    }

    @Override
    public List<String> command(Path folder, int port) {
        return new JavaCommand("-Xmx384m", "-XX:TieredStopAtLevel=1").allowingNativeAndUnsafe()
            .mainClass(BuiltClassPath.read("elasticsearch.classpath").withOrigin(),
                    "io.rowcast.testkit.elasticsearch.ElasticsearchNode", folder.toString(), Integer.toString(port));
    }

}
