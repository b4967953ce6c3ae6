package io.rowcast.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.rowcast.sink.SinkBatch;
import io.rowcast.sink.TopicRecord;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.common.TopicPartition;

/**
 * The next offset of each partition, kept in MySQL and moved in the transaction that
 * writes the rows, by compare-and-set: whoever does not know the current one has lost the
 * partition to another replica, and its transaction changes nothing. Thread-safe.
 */
final class WrittenOffsets {

    static final String TABLE = "rowcast_offsets";

    private static final String WHERE = " WHERE consumer_group = ? AND topic = ? AND partition_id = ?";

    private static final String SELECT = "SELECT next_offset, resets FROM " + TABLE + WHERE;

    private static final String INSERT = "INSERT INTO " + TABLE
            + " (next_offset, resets, consumer_group, topic, partition_id) VALUES (?, ?, ?, ?, ?)";

    private static final String UPDATE = "UPDATE " + TABLE + " SET next_offset = ?, resets = ?" + WHERE
            + " AND next_offset = ? AND resets = ?";

    private final String group;

    private final Map<TopicPartition, Position> known = new ConcurrentHashMap<>();

    /** Creates the offsets of a consumer group. */
    WrittenOffsets(String group) {
        this.group = group;
    }

    /**
     * Reads where a partition stands and remembers it.
     * @param committed where to begin if MySQL does not know the partition
     */
    long open(Connection connection, TopicPartition partition, long committed) throws SQLException {
        Position position = read(connection, partition).orElse(new Position(committed, 0, false));
        this.known.put(partition, position);
        return position.next;
    }

    /** Forgets partitions, which then have to be opened before they can be written. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(this.known::remove);
    }

    /** Whether a record is in MySQL already. */
    boolean isWritten(TopicRecord record) {
        Position position = position(record.partition());
        return position.stored && record.offset() < position.next;
    }

    /**
     * Returns the move that an operator wants, to any offset.
     */
    Move reset(TopicPartition partition, long offset) {
        Position position = position(partition);
        return new Move(partition, position, new Position(offset, position.resets + 1, true));
    }

    /**
     * Returns the partitions that a batch moves, in an order that is the same for all.
     */
    List<Move> moves(SinkBatch batch) {
        List<Move> moves = new ArrayList<>();
        batch.positions().forEach((partition, next) -> {
            Position position = position(partition);
            if (position.stored && next < position.next) {
                throw new IllegalStateException(partition + ": the topic ends at offset " + next + ", but " + TABLE
                        + " says that it is written up to " + position.next
                        + ". It was made anew or cut off: delete the " + "partition's row of " + TABLE
                        + " to write it from its beginning");
            }
            if (next != position.next) {
                moves.add(new Move(partition, position, position.movedTo(next)));
            }
        });
        moves.addAll(unmoved(batch));
        moves.sort(Comparator.comparing((Move move) -> move.partition.topic())
            .thenComparing(move -> move.partition.partition()));
        return moves;
    }

    /**
     * The partitions that dead letters come from stay where they are, and are locked like
     * those that move: no other replica may have written on in them.
     */
    private List<Move> unmoved(SinkBatch batch) {
        return batch.records()
            .stream()
            .filter(TopicRecord::isReplayed)
            .map(letter -> new TopicPartition(letter.raw().topic(), letter.raw().partition()))
            .distinct()
            .map(source -> new Move(source, position(source), position(source).movedTo(position(source).next)))
            .toList();
    }

    /**
     * Moves the offsets as part of a transaction.
     * @throws TransientSinkException when another replica has moved one of them: the
     * transaction must not be committed
     */
    void move(Connection connection, List<Move> moves) throws SQLException {
        for (Move move : moves) {
            if (!(move.from.stored ? update(connection, move) : insert(connection, move))) {
                throw new TransientSinkException(move.partition + ": another replica has written on from offset "
                        + move.from.next + "; opening it again", null);
            }
        }
    }

    /** Remembers moves that are committed. */
    void moved(List<Move> moves) {
        moves.forEach(move -> this.known.put(move.partition, move.to));
    }

    private Position position(TopicPartition partition) {
        Position position = this.known.get(partition);
        if (position == null) {
            throw new TransientSinkException(partition + ": has to be opened again", null);
        }
        return position;
    }

    private Optional<Position> read(Connection connection, TopicPartition partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            name(statement, 1, partition);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Position(row.getLong(1), row.getLong(2), true)) : Optional.empty();
            }
        }
    }

    private boolean update(Connection connection, Move move) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setLong(1, move.to.next);
            statement.setLong(2, move.to.resets);
            name(statement, 3, move.partition);
            statement.setLong(6, move.from.next);
            statement.setLong(7, move.from.resets);
            return statement.executeUpdate() == 1;
        }
    }

    private boolean insert(Connection connection, Move move) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, move.to.next);
            statement.setLong(2, move.to.resets);
            name(statement, 3, move.partition);
            return statement.executeUpdate() == 1;
        }
        catch (SQLIntegrityConstraintViolationException ex) {
            return false;
        }
    }

    private void name(PreparedStatement statement, int first, TopicPartition partition) throws SQLException {
        statement.setString(first, this.group);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }

    /**
     * Where a partition stands.
     *
     * @param next the next offset to write
     * @param resets how often an operator has moved it
     * @param stored whether MySQL has it
     */
    record Position(long next, long resets, boolean stored) {

        Position movedTo(long offset) {
            return new Position(offset, this.resets, true);
        }

    }

    /** A partition that a batch moves. */
    record Move(TopicPartition partition, Position from, Position to) {
    }

}
