package io.rowcast.testkit;

import java.util.List;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The servers as containers of official images. {@code -Drowcast.image.<server>=<image>}
 * takes another image.
 */
final class ServerContainers {

    private ServerContainers() {
    }

    static GenericContainer<?> postgres(int port) {
        return container("postgres", "postgres:17", port, 5432).withEnv("POSTGRES_PASSWORD", PostgresServer.PASSWORD)
            .withCommand("postgres", "-c", "wal_level=logical", "-c", "synchronous_commit=on");
    }

    static GenericContainer<?> mysql(int port) {
        return container("mysql", "mysql:8.4", port, 3306).withEnv("MYSQL_ROOT_PASSWORD", MySqlServer.ROOT_PASSWORD)
            .withCopyToContainer(Transferable.of(String.join("\n", MySqlServer.RIGHTS)),
                    "/docker-entrypoint-initdb.d/rights.sql")
            .withCommand("mysqld", "--mysqlx=OFF", "--local-infile=1", "--character-set-server=utf8mb4",
                    "--skip-name-resolve", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1");
    }

    static GenericContainer<?> kafka(int port) {
        return container("kafka", "apache/kafka:4.1.1", port, 9092).withEnv("KAFKA_NODE_ID", "1")
            .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
            .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
            .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
            .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "INTERNAL")
            .withEnv("KAFKA_LISTENERS", "PLAINTEXT://:9092,INTERNAL://localhost:9094,CONTROLLER://localhost:9093")
            .withEnv("KAFKA_ADVERTISED_LISTENERS",
                    "PLAINTEXT://" + ContainerLauncher.dockerHost() + ":" + port + ",INTERNAL://localhost:9094")
            .withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                    "PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT")
            .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
            .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "1500")
            .withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "250")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_AUTHORIZER_CLASS_NAME", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .withEnv("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND", "true");
    }

    static GenericContainer<?> s3(int port) {
        return container("s3", "andrewgaul/s3proxy", port, 80).withEnv("S3PROXY_AUTHORIZATION", "aws-v2-or-v4")
            .withEnv("S3PROXY_IDENTITY", S3Server.ACCESS_KEY)
            .withEnv("S3PROXY_CREDENTIAL", S3Server.SECRET_KEY)
            .withEnv("S3PROXY_IGNORE_UNKNOWN_HEADERS", "true")
            .withEnv("JCLOUDS_PROVIDER", "filesystem-nio2");
    }

    static GenericContainer<?> elasticsearch(int port) {
        return container("elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch:9.5.3", port, 9200)
            .withEnv("discovery.type", "single-node")
            .withEnv("xpack.security.enabled", "false")
            .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false")
            .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    }

    private static GenericContainer<?> container(String server, String defaultImage, int port, int containerPort) {
        String image = System.getProperty("rowcast.image." + server, defaultImage);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image));
        // Ports chosen by Docker change when a container is started again.
        container.setPortBindings(List.of(port + ":" + containerPort));
        return container;
    }

}
