package io.rowcast.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.rowcast.quickstart.Comparison;
import io.rowcast.quickstart.Deployment;
import io.rowcast.quickstart.ObjectStore;
import io.rowcast.quickstart.People;
import io.rowcast.quickstart.RowStore;
import io.rowcast.quickstart.SearchStore;
import io.rowcast.quickstart.UsersTable;
import io.rowcast.testkit.ServiceProcess;
import io.rowcast.testkit.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows keep coming while services and servers are killed. In the end every store holds
 * what PostgreSQL holds, each row once. A second sink-mysql-service writes in mode
 * {@code insert} to a table without a key, where a doubled row would show.
 */
class DeliveryUnderFaultsIT {

    private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();

    private static final String INSERT_DATABASE = "inserted";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(4);

    private static final Deployment DEPLOYMENT = new Deployment(MODULES, Optional.empty());

    private static final ServiceProcess INSERTING = ServiceProcess
        .of(MODULES.resolve("sink-mysql-service/target/sink-mysql-service-exec.jar"));

    @BeforeAll
    static void start() throws Exception {
        DEPLOYMENT.startServers();
        DEPLOYMENT.usersTable(new People(1)).close();
        DEPLOYMENT.startServices();
        DEPLOYMENT.awaitReady();
        DEPLOYMENT.configureMysql(INSERTING, INSERT_DATABASE);
        INSERTING.with("spring.application.name", "sink-mysql-insert")
            .with("rowcast.mysql.mode", "insert")
            .start()
            .awaitReady(READY_WITHIN);
    }

    @AfterAll
    static void stop() {
        INSERTING.close();
        DEPLOYMENT.close();
    }

    @Test
    void everyRowIsDeliveredOnceWhileEachServiceIsKilled() throws Exception {
        underLoad(20_000, faults -> {
            for (int round = 0; round < 2; round++) {
                for (ServiceProcess service : services()) {
                    faults.awaitRows(300);
                    service.kill();
                    faults.awaitRows(150);
                    service.start().awaitReady(READY_WITHIN);
                }
            }
        });
        assertEveryMetricIsDocumentedAndNoOther();
    }

    @Test
    void everyRowIsDeliveredOnceWhileEachServerIsKilled() throws Exception {
        List<TestServer> servers = List.of(DEPLOYMENT.stores().mysql(), DEPLOYMENT.stores().kafka(),
                DEPLOYMENT.stores().elasticsearch(), DEPLOYMENT.stores().s3(), DEPLOYMENT.stores().postgres());
        underLoad(5_000, faults -> {
            for (TestServer server : servers) {
                faults.awaitRows(300);
                server.kill();
                if (server != DEPLOYMENT.stores().postgres()) {
                    faults.awaitRows(300);
                }
                server.restart();
                for (ServiceProcess service : services()) {
                    service.awaitReady(READY_WITHIN);
                }
            }
        });
    }

    private static List<ServiceProcess> services() {
        List<ServiceProcess> services = new ArrayList<>(DEPLOYMENT.services().all());
        services.add(INSERTING);
        return services;
    }

    /** A sink has the meters of a topic from the moment that it reads it. */
    private static void assertEveryMetricIsDocumentedAndNoOther() throws IOException {
        Set<String> documented = Files.readAllLines(MODULES.resolve("docs/operations.md"))
            .stream()
            .filter(line -> line.startsWith("| `rowcast_"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .collect(Collectors.toSet());
        await().atMost(READY_WITHIN)
            .untilAsserted(() -> assertThat(services().stream()
                .flatMap(service -> service.get("/actuator/prometheus").lines())
                .filter(line -> line.startsWith("rowcast_"))
                .map(line -> line.substring(0, line.indexOf('{')).replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toSet())).isEqualTo(documented));
    }

    private static void underLoad(long rows, FaultScript script) throws Exception {
        RowStore source = DEPLOYMENT.stores().source();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong inserted = new AtomicLong();
        FutureTask<Void> people = new FutureTask<>(() -> insert(rows, inserted, done), null);
        Thread.ofPlatform().start(people);
        try {
            script.run(new Faults(source, System.nanoTime()));
        }
        finally {
            done.set(true);
            people.get();
        }
        assertThat(inserted.get()).isGreaterThanOrEqualTo(rows);
        assertEveryStoreEqualsTheSource(source);
    }

    /**
     * Small transactions, about two hundred rows a second, as many as are wanted and
     * until the faults are over.
     */
    private static void insert(long rows, AtomicLong inserted, AtomicBoolean done) {
        try (UsersTable users = DEPLOYMENT.usersTable(new People(System.nanoTime()))) {
            while (!done.get() || inserted.get() < rows) {
                users.insert(20);
                inserted.addAndGet(20);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(90));
            }
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void assertEveryStoreEqualsTheSource(RowStore source) throws Exception {
        try (ObjectStore objects = DEPLOYMENT.stores().objects(); SearchStore index = DEPLOYMENT.stores().index()) {
            List<RowStore> stores = List.of(DEPLOYMENT.stores().topic(), DEPLOYMENT.stores().mysqlTable(),
                    DEPLOYMENT.stores().mysqlTable(INSERT_DATABASE), objects, index);
            long rows = source.count();
            for (RowStore store : stores) {
                await(store.name()).ignoreExceptions()
                    .atMost(CAUGHT_UP_WITHIN)
                    .untilAsserted(() -> assertThat(store.count()).isGreaterThanOrEqualTo(rows));
            }
            Comparison comparison = new Comparison(source);
            for (RowStore store : stores) {
                long delivered = comparison.compare(store);
                assertThat(delivered).as(store.name() + " " + comparison.report()).isEqualTo(rows);
            }
            assertThat(comparison.report()).isEmpty();
            Sequences sequences = new Sequences(DEPLOYMENT.stores().topic());
            assertThat(sequences.notOnceInTopic()).isEmpty();
            assertThat(sequences.notOnceIn(objects)).as("rowcast.sequence over all objects").isEmpty();
        }
    }

    private interface FaultScript {

        void run(Faults faults) throws Exception;

    }

}
