package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * One Kafka node in KRaft mode. Topics are not made by use. A restart after
 * {@link #kill()} takes 3 to 5 s.
 */
public final class KafkaServer extends TestServer {

    private static final int PROBE_TIMEOUT_MS = 5000;

    private KafkaServer(DataFolder folder) {
        super(Launchers.kafka(folder));
    }

    /**
     * Creates a server whose data are kept.
     * @param folder where; made if it does not exist
     */
    public static KafkaServer in(Path folder) {
        return new KafkaServer(DataFolder.given(folder));
    }

    /**
     * Creates a server whose data go when it is closed.
     */
    public static KafkaServer temporary() {
        return new KafkaServer(DataFolder.temporary("kafka"));
    }

    /**
     * Returns where clients connect, without TLS and authentication.
     */
    public String bootstrapServers() {
        return host() + ":" + port();
    }

    @Override
    boolean answers() throws Exception {
        connect();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MS))) {
            return !admin.describeCluster().nodes().get(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS).isEmpty();
        }
    }

}
