package io.rowcast.testkit;

import java.nio.file.Path;

/**
 * A program that starts a server, with a temporary folder unless it is given one, and
 * waits to be killed.
 */
final class TemporaryServer {

    private TemporaryServer() {
    }

    public static void main(String[] args) throws InterruptedException {
        PostgresServer server = (args.length > 0) ? PostgresServer.in(Path.of(args[0])) : PostgresServer.temporary();
        server.start();
        System.out.println("READY");
        Thread.currentThread().join();
    }

}
