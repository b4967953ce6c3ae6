package io.rowcast.testkit;

import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives running servers to tests: with {@code @ExtendWith(Servers.class)} a constructor,
 * a test or a life cycle method may have parameters of type {@link PostgresServer},
 * {@link KafkaServer}, {@link MySqlServer}, {@link S3Server} and
 * {@link ElasticsearchServer}. All tests of a JVM share one server of each kind, started
 * when it is first asked for and closed after the last test. So a test takes databases,
 * topics, buckets and indices of its own, and one that kills a server rather makes its
 * own with {@code temporary()}; a shared server that does not run is started when it is
 * asked for.
 */
public final class Servers implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Servers.class);

    private static final Map<Class<?>, Supplier<TestServer>> KINDS = Map.of(PostgresServer.class,
            PostgresServer::temporary, KafkaServer.class, KafkaServer::temporary, MySqlServer.class,
            MySqlServer::temporary, S3Server.class, S3Server::temporary, ElasticsearchServer.class,
            ElasticsearchServer::temporary);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KINDS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> kind = parameter.getParameter().getType();
        // The store of the root closes what it holds when the last test of the JVM has
        // run.
        TestServer server = context.getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(kind, (key) -> KINDS.get(kind).get(), TestServer.class);
        synchronized (server) {
            server.start();
        }
        return server;
    }

}
