package io.rowcast.testkit;

/** A program that starts a server with a temporary folder, and waits to be killed. */
final class TemporaryServer {

    private TemporaryServer() {
    }

    public static void main(String[] args) throws InterruptedException {
        PostgresServer.temporary().start();
        System.out.println("READY");
        Thread.currentThread().join();
    }

}
