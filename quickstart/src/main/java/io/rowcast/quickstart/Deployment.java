package io.rowcast.quickstart;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.rowcast.testkit.ElasticsearchServer;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.S3Server;
import io.rowcast.testkit.ServiceProcess;
import io.rowcast.testkit.TestServer;

/**
 * The five servers and the four services, each a process of its own, the services from
 * the jars and with the heap of production. For one thread.
 */
public final class Deployment implements AutoCloseable {

    private static final Duration STORES_WITHIN = Duration.ofMinutes(1);

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Stores stores;

    private final Services services;

    private final boolean temporary;

    private volatile boolean closing;

    private final Supervisor supervisor = new Supervisor(this::tell);

    /**
     * Nothing runs yet.
     * @param modules the folder with the modules of the services
     * @param data where to keep the data; otherwise they go when this is closed
     */
    public Deployment(Path modules, Optional<Path> data) {
        this.temporary = data.isEmpty();
        this.stores = new Stores(
                data.map(path -> PostgresServer.in(path.resolve("postgres"))).orElseGet(PostgresServer::temporary),
                data.map(path -> KafkaServer.in(path.resolve("kafka"))).orElseGet(KafkaServer::temporary),
                data.map(path -> MySqlServer.in(path.resolve("mysql"))).orElseGet(MySqlServer::temporary),
                data.map(path -> S3Server.in(path.resolve("s3"))).orElseGet(S3Server::temporary),
                data.map(path -> ElasticsearchServer.in(path.resolve("elasticsearch")))
                    .orElseGet(ElasticsearchServer::temporary));
        this.services = new Services(modules, data.map(path -> path.resolve("logs")));
    }

    /**
     * From now on, what was started and ends is started again. To be called before
     * anything is started.
     */
    public void supervise() {
        this.supervisor.watch();
    }

    /**
     * Starts the servers, all at once, and creates what an operator would: the databases
     * and the bucket.
     */
    public void startServers() throws Exception {
        together(servers().map(server -> () -> this.supervisor.start(server)));
        this.supervisor.patiently(STORES_WITHIN, () -> {
            createDatabase();
            createBucket();
            return this;
        });
    }

    /** Configures the services for these servers and starts them. */
    public void startServices() {
        configure();
        this.services.all().forEach(this.supervisor::start);
    }

    /**
     * Waits until all services are ready.
     * @throws IllegalStateException if one is not in time, or ends before and is not
     * supervised
     */
    public void awaitReady() throws Exception {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        for (ServiceProcess service : this.services.all()) {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            this.supervisor.patiently(left, () -> service.awaitReady(left));
        }
    }

    private void configure() {
        this.services.all()
            .forEach(service -> service.with("spring.kafka.bootstrap-servers", this.stores.kafka().bootstrapServers()));
        this.services.ingest()
            .with("spring.datasource.url", this.stores.postgres().jdbcUrl(Stores.DATABASE))
            .with("spring.datasource.username", this.stores.postgres().username())
            .withEnvironment("SPRING_DATASOURCE_PASSWORD", this.stores.postgres().password())
            .with("rowcast.tables[0].name", "users")
            .with("rowcast.tables[0].mode", "incrementing")
            .with("rowcast.tables[0].incrementing-column", "index")
            .with("rowcast.tables[0].poll-interval", "250ms")
            .with("rowcast.partitions", "3");
        configureMysql(this.services.mysql(), Stores.TARGET);
        this.services.s3()
            .with("rowcast.s3.bucket", Stores.BUCKET)
            .with("rowcast.s3.endpoint", this.stores.s3().endpoint().toString())
            .with("rowcast.s3.path-style", "true")
            .with("rowcast.s3.region", this.stores.s3().region())
            .with("rowcast.s3.access-key", this.stores.s3().accessKey())
            .withEnvironment("ROWCAST_S3_SECRETKEY", this.stores.s3().secretKey())
            .with("rowcast.s3.rotate.records", "5000")
            .with("rowcast.s3.rotate.interval", "5s");
        this.services.search().with("spring.elasticsearch.uris", this.stores.elasticsearch().url());
    }

    /** Lets a sink-mysql-service write to a database, which it creates. */
    public void configureMysql(ServiceProcess service, String database) {
        service.with("spring.kafka.bootstrap-servers", this.stores.kafka().bootstrapServers())
            .with("spring.datasource.url", this.stores.mysqlUrl(database))
            .with("spring.datasource.username", this.stores.mysql().username())
            .withEnvironment("SPRING_DATASOURCE_PASSWORD", this.stores.mysql().password());
    }

    /** Returns the servers, and what is in them. */
    public Stores stores() {
        return this.stores;
    }

    public Services services() {
        return this.services;
    }

    /** Opens the table at the source, and creates it unless it is there. */
    public UsersTable usersTable(People people) throws Exception {
        return this.supervisor.patiently(STORES_WITHIN,
                () -> new UsersTable(this.stores.postgres().jdbcUrl(Stores.DATABASE), this.stores.postgres().username(),
                        this.stores.postgres().password(), people, this::tell));
    }

    /** What fails while this is being closed does so for that reason. */
    private void tell(String trouble) {
        if (!this.closing) {
            System.err.println(trouble);
        }
    }

    /** Tells whether this is being closed, so that what fails does so for that reason. */
    boolean isClosing() {
        return this.closing;
    }

    /**
     * Stops the services and then the servers; servers whose data go anyway are killed.
     */
    @Override
    public void close() {
        this.closing = true;
        this.supervisor.close();
        together(this.services.all().stream().map(service -> service::kill));
        if (!this.temporary) {
            stopInOrder();
        }
        together(servers().map(server -> server::kill));
        together(Stream.concat(this.services.all().stream().map(service -> service::close),
                servers().map(server -> server::close)));
    }

    /**
     * Whoever does not end in time is killed, as a crash would: nothing is lost by that.
     */
    private void stopInOrder() {
        List<Thread> stopping = servers().map(server -> Thread.ofPlatform().daemon().start(server::stop)).toList();
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        for (Thread each : stopping) {
            try {
                each.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Stream<TestServer> servers() {
        return Stream.of(this.stores.kafka(), this.stores.elasticsearch(), this.stores.mysql(), this.stores.s3(),
                this.stores.postgres());
    }

    private void createBucket() {
        try (ObjectStore objects = this.stores.objects()) {
            objects.createBucket();
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(this.stores.postgres().jdbcUrl("postgres"),
                this.stores.postgres().username(), this.stores.postgres().password());
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement
                .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + Stores.DATABASE + "'")) {
                if (result.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE \"" + Stores.DATABASE + "\"");
        }
    }

    private static void together(Stream<Runnable> actions) {
        CompletableFuture
            .allOf(actions.map(action -> CompletableFuture.runAsync(action, task -> Thread.ofPlatform().start(task)))
                .toArray(CompletableFuture[]::new))
            .join();
    }

}
