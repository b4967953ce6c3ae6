package io.rowcast.testkit.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The program: formats its folder if that is new, then runs until it gets SIGTERM.
 */
public final class KafkaNode {

    private KafkaNode() {
    }

    /**
     * Runs the node.
     * @param args the folder for logs and metadata, the port for clients and the one of
     * the controller
     * @throws Exception if the folder cannot be formatted
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        NodeSettings settings = new NodeSettings(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings.properties(), false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        start(server);
        server.awaitShutdown();
    }

    private static void start(KafkaRaftServer server) {
        try {
            server.startup();
        }
        catch (RuntimeException ex) {
            // A port is taken, or the like. The threads of the controller would keep this
            // JVM alive for ever.
            ex.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void format(Path folder) throws Exception {
        Files.createDirectories(folder);
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(NodeSettings.NODE_ID)
            .setControllerListenerName(NodeSettings.CONTROLLER)
            .setReleaseVersion(MetadataVersion.latestProduction())
            .addDirectory(folder.toString())
            .setMetadataLogDirectory(folder.toString())
            .run();
    }

}
