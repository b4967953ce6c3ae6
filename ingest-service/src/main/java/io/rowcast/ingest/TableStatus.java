package io.rowcast.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.rowcast.ingest.source.IdPosition;
import io.rowcast.ingest.source.Position;
import io.rowcast.ingest.source.Unread;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.operator.Reasons;
import io.rowcast.operator.Throughput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a table is doing, for operators. Written by the thread that polls it, read by any.
 */
final class TableStatus {

    private static final Logger log = LoggerFactory.getLogger(TableStatus.class);

    /** A pass that takes longer than this does not count as moving. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String table;

    private final Clock clock;

    private final Throughput throughput = new Throughput();

    private State state = State.OPENING;

    private Instant since;

    private String position = "none";

    private PipelineStatus.@Nullable Backfill backfill;

    private @Nullable String lastError;

    private @Nullable Instant passBegan;

    private boolean isCaughtUp;

    private Instant caughtUp;

    TableStatus(String table, Clock clock) {
        this.table = table;
        this.clock = clock;
        this.since = clock.instant();
        this.caughtUp = this.since;
    }

    synchronized void passBegins() {
        this.passBegan = this.clock.instant();
    }

    synchronized void passEnds() {
        this.passBegan = null;
    }

    /** The table is read and published up to a position. */
    synchronized void moved(@Nullable Position position, int rows, boolean isCaughtUp) {
        at(position);
        this.throughput.add(rows, System.nanoTime());
        this.isCaughtUp = isCaughtUp;
        if (isCaughtUp) {
            this.caughtUp = this.clock.instant();
        }
        if (change(State.RUNNING)) {
            log.info("{}: running from position {}", this.table, this.position);
        }
    }

    /** Rows of the first reading are published, beside those that are new. */
    synchronized void backfilled(@Nullable Position position, int rows) {
        at(position);
        this.throughput.add(rows, System.nanoTime());
    }

    private void at(@Nullable Position position) {
        this.position = (position != null) ? position.toString() : "none";
        Unread unread = (position instanceof IdPosition ids) ? ids.unread() : Unread.NONE;
        this.backfill = unread.isEmpty() ? null : new PipelineStatus.Backfill(unread.ids().size(), unread.rows());
    }

    /** An operator has paused it, or wants it to go on; maybe from another position. */
    synchronized void operated(boolean isPaused, @Nullable Position position) {
        at(position);
        this.isCaughtUp = false;
        change(isPaused ? State.PAUSED : State.OPENING);
    }

    /** The table does not move. That is told once, however often it is tried again. */
    synchronized void failed(State state, String reason) {
        if (fail(state, reason)) {
            log.warn("{}: {}: {}", this.table, state, reason);
        }
    }

    /** The same where nobody foresaw it: the place in the code may tell more. */
    synchronized void held(Throwable failure) {
        String reason = Reasons.of(failure);
        if (fail(State.HELD, reason)) {
            log.error("{}: {}: {}", this.table, State.HELD, reason, failure);
        }
    }

    private boolean fail(State state, String reason) {
        this.isCaughtUp = false;
        this.lastError = reason;
        return change(state);
    }

    private boolean change(State next) {
        if (this.state == next) {
            return false;
        }
        this.state = next;
        this.since = this.clock.instant();
        return true;
    }

    synchronized PipelineStatus status() {
        Instant now = this.clock.instant();
        double lag = this.isCaughtUp ? 0 : Duration.between(this.caughtUp, now).toMillis() / 1e3;
        double rate = this.throughput.perSecond(System.nanoTime());
        Instant began = this.passBegan;
        if (began != null && this.state.isHealthy() && began.plus(PATIENCE).isBefore(now)) {
            String reason = "the database or the broker has not answered for "
                    + Duration.between(began, now).toSeconds() + " s";
            return new PipelineStatus(this.table, State.RETRYING, this.position, null, lag, rate, reason, began,
                    this.backfill);
        }
        return new PipelineStatus(this.table, this.state, this.position, null, lag, rate, this.lastError, this.since,
                this.backfill);
    }

}
