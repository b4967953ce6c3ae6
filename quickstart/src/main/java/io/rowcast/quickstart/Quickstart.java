package io.rowcast.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import io.rowcast.testkit.ServiceProcess;

/**
 * Starts the servers and the services, fills the table {@code users} and shows what
 * arrives where; see {@link QuickstartOptions}.
 */
public final class Quickstart {

    private final QuickstartOptions options;

    private final Deployment deployment;

    private Quickstart(QuickstartOptions options) {
        this.options = options;
        this.deployment = new Deployment(options.modules(), options.data());
    }

    public static void main(String[] args) throws Exception {
        QuickstartOptions options;
        try {
            options = QuickstartOptions.ofSystemProperties();
        }
        catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        Quickstart quickstart = new Quickstart(options);
        endWithParent();
        Runtime.getRuntime().addShutdownHook(new Thread(quickstart.deployment::close, "stop"));
        int status;
        try {
            status = quickstart.run();
        }
        catch (Exception ex) {
            if (!quickstart.deployment.isClosing()) {
                ex.printStackTrace();
            }
            status = 1;
        }
        System.exit(status);
    }

    /**
     * Whoever started this, a build or a shell, may be killed alone: nothing is left
     * behind then.
     */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
    }

    private int run() throws Exception {
        this.deployment.supervise();
        System.out.println("Starting PostgreSQL, Kafka, MySQL, S3 and Elasticsearch");
        this.deployment.startServers();
        try (UsersTable users = this.deployment.usersTable(new People(new Random().nextLong()))) {
            System.out.println("Starting the four services");
            this.deployment.startServices();
            this.deployment.awaitReady();
            try (Observer observer = new Observer(this.deployment)) {
                Screen screen = new Screen(System.out, Screen.isTerminal(), lookFurther());
                return this.options.rows().isPresent()
                        ? deliver(users, observer, screen, this.options.rows().getAsLong())
                        : goOn(users, observer, screen);
            }
        }
    }

    /** Inserts at the wanted rate and shows what happens, until somebody ends it. */
    private int goOn(UsersTable users, Observer observer, Screen screen) throws Exception {
        Inserting inserting = Inserting.start(() -> insertForEver(users, this.options.rowsPerSecond()));
        while (!inserting.isDone()) {
            screen.show(observer.observe());
            inserting.awaitSecond();
        }
        return 0;
    }

    private static void insertForEver(UsersTable users, double rowsPerSecond) {
        Pace pace = new Pace(rowsPerSecond, System.nanoTime());
        while (true) {
            users.insert(pace.take(System.nanoTime()));
            LockSupport.parkNanos(pace.untilNext(System.nanoTime()));
        }
    }

    /** Inserts as fast as the source takes them. */
    private int deliver(UsersTable users, Observer observer, Screen screen, long rows) throws Exception {
        Stores stores = this.deployment.stores();
        try (ObjectStore objects = stores.objects(); SearchStore index = stores.index()) {
            Delivery delivery = new Delivery(stores.source(),
                    List.of(stores.topic(), stores.mysqlTable(), objects, index), this.options.patience(), System.out);
            return delivery.await(Inserting.start(() -> users.insert(rows)), () -> {
                Snapshot snapshot = observer.observe();
                screen.show(snapshot);
                return snapshot;
            });
        }
    }

    private List<String> lookFurther() {
        List<String> lines = new ArrayList<>();
        Services services = this.deployment.services();
        lines.add(actuators("ingest", services.ingest()));
        lines.add(actuators("to MySQL", services.mysql()));
        lines.add(actuators("to S3", services.s3()));
        lines.add(actuators("to search", services.search()));
        lines.addAll(this.deployment.stores().lookFurther());
        return lines;
    }

    private static String actuators(String name, ServiceProcess service) {
        return "%-9s http://127.0.0.1:%d/actuator/pipeline  /actuator/health/readiness  /actuator/prometheus"
            .formatted(name, service.port());
    }

}
