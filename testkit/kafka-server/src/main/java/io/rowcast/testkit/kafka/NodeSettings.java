package io.rowcast.testkit.kafka;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The configuration of the node.
 */
record NodeSettings(Path folder, int port, int controllerPort) {

    static final int NODE_ID = 1;

    static final String CONTROLLER = "CONTROLLER";

    Properties properties() {
        Properties settings = new Properties();
        listen(settings);
        keepOneReplica(settings);
        startQuickly(settings);
        settings.setProperty("log.dirs", this.folder.toString());
        settings.setProperty("auto.create.topics.enable", "false");
        // Nobody is refused anything, unless a test says so: its clients are ANONYMOUS.
        settings.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.setProperty("allow.everyone.if.no.acl.found", "true");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }

    private void listen(Properties settings) {
        String clients = "PLAINTEXT://127.0.0.1:" + this.port;
        String controller = "127.0.0.1:" + this.controllerPort;
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", Integer.toString(NODE_ID));
        settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.setProperty("controller.listener.names", CONTROLLER);
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("listeners", clients + "," + CONTROLLER + "://" + controller);
        settings.setProperty("advertised.listeners", clients);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static void keepOneReplica(Properties settings) {
        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("min.insync.replicas", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "4");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
    }

    /**
     * A broker that was killed may register anew only when its old session has run out:
     * with these times a restart after SIGKILL takes 3 to 5 s; the default session alone
     * lasts 9 s.
     */
    private static void startQuickly(Properties settings) {
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("group.min.session.timeout.ms", "1000");
        settings.setProperty("broker.session.timeout.ms", "1500");
        settings.setProperty("broker.heartbeat.interval.ms", "250");
        settings.setProperty("controller.quorum.election.timeout.ms", "300");
        settings.setProperty("controller.quorum.fetch.timeout.ms", "2000");
        settings.setProperty("num.recovery.threads.per.data.dir", "2");
    }

}
