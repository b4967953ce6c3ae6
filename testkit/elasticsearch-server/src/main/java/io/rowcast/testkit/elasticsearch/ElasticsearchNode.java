package io.rowcast.testkit.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.plugins.ClassPathPluginsLoader;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/**
 * The program: a node that listens on the loopback address until it gets SIGTERM.
 */
public final class ElasticsearchNode {

    private static final String NODE_NAME = "testkit-0";

    private ElasticsearchNode() {
    }

    /**
     * Runs the node.
     * @param args the folder to keep everything in, and the HTTP port
     * @throws IOException if the folder cannot be written
     * @throws NodeValidationException if Elasticsearch refuses its surroundings
     * @throws InterruptedException never, in practice
     */
    public static void main(String[] args) throws IOException, NodeValidationException, InterruptedException {
        Node node = node(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        Thread.currentThread().join();
    }

    private static Node node(Path home, int port) throws IOException {
        LogConfigurator.configureESLogging();
        Path config = Files.createDirectories(home.resolve("config"));
        Path noModules = Files.createDirectories(home.resolve("modules"));
        Environment environment = InternalSettingsPreparer.prepareEnvironment(settings(home, port), Map.of(), config,
                () -> NODE_NAME);
        return new Node(environment,
                ClassPathPluginsLoader.of(noModules, List.of(Netty4Plugin.class, UnpublishedModulesPlugin.class))) {
            @Override
            protected void configureNodeAndClusterIdStateListener(ClusterService clusterService) {
                // Names node and cluster in a log layout that is not used here.
            }
        };
    }

    private static Settings settings(Path home, int port) {
        return Settings.builder()
            .put("path.home", home)
            .put("path.data", home.resolve("data"))
            .put("path.logs", home.resolve("logs"))
            .put("cluster.name", "testkit")
            .put("node.name", NODE_NAME)
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", port)
            .put("transport.port", 0)
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    }

    private static void close(Node node) {
        try {
            node.close();
        }
        catch (IOException ex) {
            System.err.println("Elasticsearch did not close cleanly: " + ex);
        }
    }

}
