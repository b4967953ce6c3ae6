package io.rowcast.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A program that looks like a service from outside: it is ready at the second question,
 * and tells its arguments.
 */
final class HealthyService {

    private static final String PORT = "--server.port=";

    private HealthyService() {
    }

    public static void main(String[] args) throws IOException {
        int port = List.of(args)
            .stream()
            .filter((argument) -> argument.startsWith(PORT))
            .mapToInt((argument) -> Integer.parseInt(argument.substring(PORT.length())))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no port"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        AtomicInteger questions = new AtomicInteger();
        server.createContext("/actuator/health/readiness",
                (exchange) -> answer(exchange, (questions.incrementAndGet() > 1) ? 200 : 503, "UP"));
        server.createContext("/arguments", (exchange) -> answer(exchange, 200, String.join(" ", args)));
        server.createContext("/heap",
                (exchange) -> answer(exchange, 200, Long.toString(Runtime.getRuntime().maxMemory() >> 20)));
        server.createContext("/mood", (exchange) -> answer(exchange, 200, System.getenv("MOOD")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended in an orderly way")));
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

}
