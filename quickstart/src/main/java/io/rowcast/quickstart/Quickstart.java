package io.rowcast.quickstart;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        Future<?> inserting = inserting(() -> insertForEver(users, this.options.rowsPerSecond()));
        while (!inserting.isDone()) {
            screen.show(observer.observe());
            awaitEnd(inserting);
        }
        inserting.get();
        return 0;
    }

    private static Future<?> inserting(Runnable insert) {
        FutureTask<?> inserting = new FutureTask<>(insert, null);
        Thread.ofPlatform().daemon().name("people").start(inserting);
        return inserting;
    }

    /** Waits for the end, but not for longer than a second. */
    private static void awaitEnd(Future<?> inserting) throws Exception {
        try {
            inserting.get(1, TimeUnit.SECONDS);
        }
        catch (TimeoutException ex) {
            // Not yet.
        }
    }

    private static void insertForEver(UsersTable users, double rowsPerSecond) {
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / rowsPerSecond);
        long next = System.nanoTime();
        while (true) {
            long due = Math.max(1, Math.min(1_000, (System.nanoTime() - next) / interval + 1));
            users.insert(due);
            next += due * interval;
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        }
    }

    /**
     * Inserts as fast as the source takes them, waits until every store has all, and
     * compares.
     */
    private int deliver(UsersTable users, Observer observer, Screen screen, long rows) throws Exception {
        Future<?> inserting = inserting(() -> users.insert(rows));
        Progress progress = new Progress(this.options.patience(), System.nanoTime());
        while (!progress.isStuck(System.nanoTime())) {
            boolean inserted = inserting.isDone();
            Snapshot snapshot = observer.observe();
            screen.show(snapshot);
            if (inserted && snapshot.isComplete()) {
                return compare(this.options.patience());
            }
            progress.saw(snapshot, System.nanoTime());
            awaitEnd(inserting);
            LockSupport.parkNanos(inserted ? TimeUnit.MILLISECONDS.toNanos(500) : 0);
        }
        System.out.println("Nothing has moved for " + this.options.patience().toSeconds() + " s");
        compare(Duration.ZERO);
        return 1;
    }

    /**
     * Compares; again for a while where a store cannot be read, because what has ended
     * just now comes back.
     */
    private int compare(Duration patience) throws Exception {
        long start = System.nanoTime();
        while (true) {
            boolean isLast = System.nanoTime() - start >= patience.toNanos();
            try {
                OptionalInt status = compare(isLast);
                if (status.isPresent()) {
                    return status.getAsInt();
                }
            }
            catch (SQLException | IOException | RuntimeException ex) {
                if (isLast) {
                    throw ex;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private OptionalInt compare(boolean isLast) throws Exception {
        Comparison comparison = new Comparison(this.deployment.source());
        try (ObjectStore objects = this.deployment.objects(); SearchStore index = this.deployment.index()) {
            long topic = comparison.compare(this.deployment.topic());
            long mysql = comparison.compare(this.deployment.mysqlTable());
            long s3 = comparison.compare(objects);
            long search = comparison.compare(index);
            if (!comparison.isComplete() && !isLast) {
                return OptionalInt.empty();
            }
            comparison.report().forEach(System.out::println);
            System.out.printf("delivered: postgres=%d topic=%d mysql=%d s3=%d search=%d differences=%d%n",
                    comparison.rows(), topic, mysql, s3, search, comparison.differences());
        }
        return OptionalInt.of((comparison.differences() == 0) ? 0 : 1);
    }

    private List<String> lookFurther() {
        List<String> lines = new ArrayList<>();
        Services services = this.deployment.services();
        lines.add(actuators("ingest", services.ingest()));
        lines.add(actuators("to MySQL", services.mysql()));
        lines.add(actuators("to S3", services.s3()));
        lines.add(actuators("to search", services.search()));
        lines.addAll(this.deployment.lookFurther());
        return lines;
    }

    private static String actuators(String name, ServiceProcess service) {
        return "%-9s http://127.0.0.1:%d/actuator/pipeline  /actuator/health/readiness  /actuator/prometheus"
            .formatted(name, service.port());
    }

}
