package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;

import javax.sql.DataSource;

import io.rowcast.mysql.WrittenOffsets.Move;
import io.rowcast.sink.CommittedOffset;
import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.SinkRejectionException;
import io.rowcast.sink.SinkWriter;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.WriteResult;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch in one transaction: first the offsets, which fails where another replica
 * has moved them, then the rows. A commit of which nobody knows whether it went through
 * is found out by opening the partition again. Thread-safe.
 */
final class MySqlSinkWriter implements SinkWriter {

    private static final Logger log = LoggerFactory.getLogger(MySqlSinkWriter.class);

    /**
     * Changes nothing, but fails where a change would: read-only, or without the right.
     */
    private static final String PROBE = "UPDATE " + WrittenOffsets.TABLE
            + " SET next_offset = next_offset WHERE consumer_group = '' AND topic = ''";

    private static final int CHECK_SECONDS = 5;

    private final DataSource dataSource;

    private final OffsetsMigration migration;

    private final WrittenOffsets offsets;

    private final TableCatalog catalog;

    private final TableNames names;

    private final WriteMode mode;

    private final RowStatements statements;

    private volatile ServerLimits limits = new ServerLimits(0, false);

    MySqlSinkWriter(DataSource dataSource, String consumerGroup, TableNames names, MySqlSinkProperties properties) {
        this.dataSource = dataSource;
        this.migration = new OffsetsMigration(dataSource);
        this.offsets = new WrittenOffsets(consumerGroup);
        this.catalog = new TableCatalog(dataSource, properties.mode(), properties.autoCreate());
        this.names = names;
        this.mode = properties.mode();
        this.statements = new RowStatements(properties);
    }

    @Override
    public long open(TopicPartition partition, CommittedOffset committed) {
        this.migration.ensure();
        try (Connection connection = this.dataSource.getConnection()) {
            this.limits = TableReader.limits(connection);
            return this.offsets.open(connection, partition, committed.offset());
        }
        catch (SQLException ex) {
            throw MySqlFailures.classify("the offset cannot be read", ex);
        }
    }

    @Override
    public WriteResult write(SinkBatch batch) {
        try {
            List<Move> moves = this.offsets.moves(batch);
            if (!moves.isEmpty()) {
                batch.decode();
                transact(moves, plan(batch));
                this.offsets.moved(moves);
            }
            return WriteResult.written();
        }
        catch (SinkRejectionException ex) {
            // Nothing was written, so the offsets are still what they were.
            this.catalog.forget();
            throw ex;
        }
        catch (RuntimeException ex) {
            this.offsets.forget(batch.positions().keySet());
            this.catalog.forget();
            throw ex;
        }
    }

    @Override
    public void reset(TopicPartition partition, long offset) {
        List<Move> moves = List.of(this.offsets.reset(partition, offset));
        try {
            transact(moves, List.of());
            this.offsets.moved(moves);
        }
        catch (RuntimeException ex) {
            this.offsets.forget(List.of(partition));
            throw ex;
        }
    }

    /**
     * A row that is inserted takes no other's place, but a delete takes all of its key,
     * which must not come back.
     */
    @Override
    public boolean overwrites(TopicRecord record, TopicRecord newer) {
        return this.mode == WriteMode.UPSERT || record.isTombstone() || newer.isTombstone();
    }

    private List<RowRun> plan(SinkBatch batch) {
        BatchPlan plan = new BatchPlan(this.catalog, this.names, this.mode);
        for (TopicRecord record : batch.records()) {
            if (!this.offsets.isWritten(record)) {
                plan.add(record);
            }
        }
        return plan.runs();
    }

    private void transact(List<Move> moves, List<RowRun> runs) {
        try {
            try {
                transact(moves, runs, this.limits);
            }
            catch (LoadWarningException ex) {
                transact(moves, runs, new ServerLimits(this.limits.maxPacket(), false));
                ex.layout().neverLoad();
                log.info("{}, other statements do not: its rows are not loaded any more", ex.getMessage());
            }
        }
        catch (SQLException ex) {
            throw MySqlFailures.classify("the rows cannot be written", ex);
        }
    }

    /** The pool rolls back what is not committed when the connection returns to it. */
    private void transact(List<Move> moves, List<RowRun> runs, ServerLimits limits) throws SQLException {
        try (Connection connection = this.dataSource.getConnection()) {
            this.offsets.move(connection, moves);
            for (RowRun run : runs) {
                this.statements.execute(connection, run, limits);
            }
            connection.commit();
        }
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        this.offsets.forget(partitions);
    }

    @Override
    public void check() {
        this.migration.ensure();
        try (Connection connection = this.dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(CHECK_SECONDS);
            statement.executeUpdate(PROBE);
            connection.rollback();
        }
        catch (SQLException ex) {
            throw MySqlFailures.classify("MySQL is not available", ex);
        }
    }

    /** The pool of connections belongs to the application. */
    @Override
    public void close() {
    }

}
