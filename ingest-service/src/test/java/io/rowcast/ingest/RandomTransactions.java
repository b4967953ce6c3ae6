package io.rowcast.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Many transactions at once that insert into a table and end in an order that has nothing
 * to do with that of their ids; one in ten is rolled back.
 */
final class RandomTransactions implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    private final List<Connection> idle = new ArrayList<>();

    private final List<Connection> open = new ArrayList<>();

    private final String insert;

    private final Random random;

    /**
     * Begins nothing yet.
     * @param insert a statement that inserts one row
     */
    RandomTransactions(TestDatabase source, String insert, long seed) throws SQLException {
        this.insert = insert;
        this.random = new Random(seed);
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = source.connect();
            connection.setAutoCommit(false);
            this.idle.add(connection);
        }
    }

    /** Begins or ends that many transactions. */
    void steps(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            boolean begin = this.open.isEmpty() || (!this.idle.isEmpty() && this.random.nextBoolean());
            if (begin) {
                Connection connection = takeOne(this.idle);
                try (PreparedStatement statement = connection.prepareStatement(this.insert)) {
                    for (int rows = this.random.nextInt(4); rows >= 0; rows--) {
                        statement.execute();
                    }
                }
                this.open.add(connection);
            }
            else {
                end(takeOne(this.open));
            }
        }
    }

    /** Ends all transactions. */
    void endAll() throws SQLException {
        while (!this.open.isEmpty()) {
            end(takeOne(this.open));
        }
    }

    private void end(Connection connection) throws SQLException {
        if (this.random.nextInt(10) == 0) {
            connection.rollback();
        }
        else {
            connection.commit();
        }
        this.idle.add(connection);
    }

    private Connection takeOne(List<Connection> connections) {
        return connections.remove(this.random.nextInt(connections.size()));
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : this.idle) {
            connection.close();
        }
        for (Connection connection : this.open) {
            connection.close();
        }
    }

}
