package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that starts one server of each kind, pauses one, and waits to be killed.
 */
final class AllServers {

    private AllServers() {
    }

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        PostgresServer postgres = PostgresServer.in(folder.resolve("postgres"));
        List<TestServer> servers = List.of(postgres, KafkaServer.in(folder.resolve("kafka")),
                MySqlServer.in(folder.resolve("mysql")), S3Server.in(folder.resolve("s3")),
                ElasticsearchServer.in(folder.resolve("elasticsearch")));
        for (TestServer server : servers) {
            long start = System.nanoTime();
            server.start();
            System.err.printf("%s: %d ms%n", server.getClass().getSimpleName(),
                    (System.nanoTime() - start) / 1_000_000);
        }
        postgres.pause();
        System.out.println("READY");
        Thread.currentThread().join();
    }

}
