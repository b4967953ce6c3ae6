package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What instances of an application do at once that take ids from a sequence in blocks of
 * fifty, as an ORM does: insert some rows, commit up to three seconds later, one in ten
 * not at all, and begin anew.
 */
final class PooledTransactions implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    private static final int BLOCK = 50;

    private static final int LONGEST_MILLIS = 3_000;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(CONNECTIONS);

    private final List<Instance> instances = new ArrayList<>();

    private volatile boolean isEnding;

    /** Begins to write into a table. */
    PooledTransactions(Source source, String table, long seed) throws SQLException {
        source.execute("CREATE SEQUENCE blocks INCREMENT " + BLOCK);
        for (int i = 0; i < CONNECTIONS; i++) {
            this.instances.add(new Instance(source.connect(), table, new Random(seed + i)));
        }
        this.instances.forEach(instance -> this.clock.execute(instance::begin));
    }

    /** Waits until each has ended its last transaction. */
    void end() {
        this.isEnding = true;
        this.instances.forEach(instance -> instance.end.join());
    }

    @Override
    public void close() throws SQLException {
        this.clock.shutdownNow();
        for (Instance instance : this.instances) {
            instance.connection.close();
        }
    }

    private final class Instance {

        private final Connection connection;

        private final String table;

        private final Random random;

        private final CompletableFuture<Void> end = new CompletableFuture<>();

        private long nextId;

        private int left;

        Instance(Connection connection, String table, Random random) throws SQLException {
            this.connection = connection;
            this.table = table;
            this.random = random;
            connection.setAutoCommit(false);
        }

        private void begin() {
            try (Statement statement = this.connection.createStatement()) {
                for (int rows = this.random.nextInt(10); rows >= 0; rows--) {
                    statement.execute("INSERT INTO " + this.table + " (id) VALUES (" + id(statement) + ")");
                }
                PooledTransactions.this.clock.schedule(this::commit, this.random.nextInt(LONGEST_MILLIS),
                        TimeUnit.MILLISECONDS);
            }
            catch (SQLException ex) {
                this.end.completeExceptionally(ex);
            }
        }

        private long id(Statement statement) throws SQLException {
            if (this.left == 0) {
                try (ResultSet block = statement.executeQuery("SELECT nextval('blocks')")) {
                    block.next();
                    this.nextId = block.getLong(1);
                    this.left = BLOCK;
                }
            }
            this.left--;
            return this.nextId++;
        }

        private void commit() {
            try {
                if (this.random.nextInt(10) == 0) {
                    this.connection.rollback();
                }
                else {
                    this.connection.commit();
                }
                if (PooledTransactions.this.isEnding) {
                    this.end.complete(null);
                }
                else {
                    begin();
                }
            }
            catch (SQLException ex) {
                this.end.completeExceptionally(ex);
            }
        }

    }

}
