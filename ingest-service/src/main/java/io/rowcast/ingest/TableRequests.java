package io.rowcast.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.PublishFailedException;
import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.publish.StoredTable;
import io.rowcast.ingest.publish.TableRequest;
import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.Position;
import io.rowcast.ingest.source.StartFrom;
import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.RefusedRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators ask of one table that this replica owns: each request is done in one
 * transaction with its deletion, so it is done once, by whoever owns the table then. For
 * the thread that polls the table.
 */
final class TableRequests {

    private static final Logger log = LoggerFactory.getLogger(TableRequests.class);

    private final PublishedTable table;

    private final AskedRequests asked;

    private final Deque<TableRequest> pending = new ArrayDeque<>();

    private boolean isPaused;

    private long end;

    TableRequests(PublishedTable table, AskedRequests asked) {
        this.table = table;
        this.asked = asked;
    }

    /** Takes up what is kept of the table. */
    void resume(StoredTable stored) {
        this.isPaused = stored.isPaused();
        this.end = stored.end();
        this.pending.clear();
        this.pending.addAll(stored.requests());
    }

    /** Takes a request up, but for one that {@link #resume} has told already. */
    void add(TableRequest request) {
        if (request.offset() >= this.end) {
            this.pending.add(request);
        }
    }

    boolean isPending() {
        return !this.pending.isEmpty();
    }

    /** Whether no row is to be read. */
    boolean isPaused() {
        return this.isPaused;
    }

    /** Returns what the oldest request asks for. */
    PipelineAction next() {
        return this.pending.element().action();
    }

    /**
     * Does the oldest request.
     * @param cursor where the table stands
     * @param accepting finds where it stands once its change is accepted
     * @param beginning finds where to begin, in the database
     * @return where it stands then
     * @throws PublishFailedException when the publisher has to be replaced
     */
    Cursor answer(PartitionPublisher publisher, Cursor cursor, UnaryOperator<Cursor> accepting,
            Function<StartFrom, Position> beginning) {
        TableRequest request = this.pending.element();
        try {
            Optional<Cursor> moved = Moves.of(request.action(), request.position(), accepting)
                .map(move -> move.from(cursor, beginning))
                .filter(other -> other.position() != null);
            boolean pauses = isPausedBy(request);
            publisher.answer(this.table, request, moved.orElse(null), pauses);
            this.pending.remove();
            this.isPaused = pauses;
            log.info("{}: {} by an operator", this.table.source(), request);
            this.asked.done(request.key());
            return moved.orElse(cursor);
        }
        catch (RefusedRequestException ex) {
            publisher.answer(this.table, request, null, this.isPaused);
            this.pending.remove();
            log.warn("{}: {} by an operator is refused: {}", this.table.source(), request, ex.getMessage());
            this.asked.refused(request.key(), ex);
            return cursor;
        }
    }

    private boolean isPausedBy(TableRequest request) {
        return switch (request.action()) {
            case PAUSE -> true;
            case RESUME -> false;
            case RESTART, RESET, SKIP -> this.isPaused;
        };
    }

}
