package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows in the order of their timestamps, or of values between which nobody can tell
 * what is missing. Above the position are the new rows, and below it those that come
 * late: so a window below it is looked at again, down to where no row can come any more.
 */
final class WindowReading implements Reading<WindowPosition> {

    private static final Logger log = LoggerFactory.getLogger(WindowReading.class);

    /** So many rows cost next to nothing, and are looked at in each pass. */
    private static final int FEW = 500;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final SourceTable table;

    private final String from;

    private final RowOrder order;

    private final LowEnd lowEnd;

    private final WindowQuery query;

    private final WindowStart start;

    private final TransactionTimes transactions;

    private boolean isFutureTold;

    WindowReading(SourceTable table, String from, RowOrder order, LowEnd lowEnd, TransactionTimes transactions,
            boolean hasUnstamped) {
        this.table = table;
        this.from = from;
        this.order = order;
        this.lowEnd = lowEnd;
        this.query = new WindowQuery(from, order);
        this.start = new WindowStart(table, from, order, lowEnd, hasUnstamped);
        this.transactions = transactions;
    }

    @Override
    public Class<WindowPosition> positions() {
        return WindowPosition.class;
    }

    @Override
    public WindowPosition begin(ReadPass pass) throws SQLException {
        return this.start.find(pass, pass.dialect().clock(pass));
    }

    @Override
    public Progress read(ReadPass pass, WindowPosition position) throws SQLException {
        if (!position.columns().equals(this.order.names())) {
            throw this.table.stopped("its cursor is one of the columns " + position.columns() + ", but it is read by "
                    + this.order.names() + "; reset the table to read it from start-from on");
        }
        TransactionTimes.Times times = this.transactions.look(pass);
        WindowPosition from = position;
        int unstamped = 0;
        if (position.unstamped() != null) {
            from = new UnstampedRows(this.table, this.from, this.order).read(pass, position, position.unstamped());
            unstamped = pass.rows().rows().size();
            if (pass.rows().room() == 0) {
                return new Progress(from, false, pass.firstReading(),
                        new Findings(IdRanges.NONE, IdRanges.NONE, unstamped, null));
            }
        }
        return sweep(pass, from, times, unstamped);
    }

    private Progress sweep(ReadPass pass, WindowPosition from, TransactionTimes.Times times, int unstamped)
            throws SQLException {
        boolean isWhole = isDue(from, times.seen());
        Bound settled = this.lowEnd.settled(from, times.settled());
        WindowSweep sweep = new WindowSweep(from, isWhole, settled);
        int most = from.sent().size() + pass.rows().room();
        boolean isComplete;
        try (PreparedStatement statement = this.query.prepare(pass, isWhole ? from.floor() : Bound.after(from.at()),
                settled, from.at(), this.lowEnd.ceiling(times.now()), most);
                ResultSet result = statement.executeQuery()) {
            isComplete = sweep(pass.rows(), result, sweep, most);
        }
        WindowPosition next = sweep.end(isComplete, times.settled(), times.seen());
        tellOfFuture(sweep.futureWaits());
        boolean isExhausted = isComplete || sweep.futureWaits();
        String heldBy = sweep.isCrowded() ? from.sent().size() + " rows, among which others may still come," : null;
        return new Progress(next.withMarks(this.lowEnd.marks(from, next.at(), times.seen(), times.settled())),
                isExhausted, pass.firstReading() && !isExhausted,
                new Findings(IdRanges.NONE, IdRanges.NONE, unstamped, heldBy));
    }

    /** Returns whether the result has come to its end. */
    private boolean sweep(PageRows rows, ResultSet result, WindowSweep sweep, int most) throws SQLException {
        int first = RowOrder.find(result);
        for (int read = 0; rows.room() > 0; read++) {
            if (!result.next()) {
                // With rows that cannot be told apart more are known than remembered.
                return read < most;
            }
            List<String> values = this.order.values(result, first, this.table);
            WindowSweep.Verdict verdict = sweep.next(this.order.hash(values), values, this.query.place(result),
                    this.query.isAhead(result));
            if (verdict == WindowSweep.Verdict.END) {
                return false;
            }
            if (verdict == WindowSweep.Verdict.NEW) {
                rows.add(result);
            }
        }
        return false;
    }

    /**
     * Whether to look at the whole window. The times between two looks grow with its age,
     * so that a row is found at the latest after 1.1 times the time by which it was late.
     */
    private static boolean isDue(WindowPosition position, Instant now) {
        Instant floorTime = position.floorTime();
        if (position.sent().size() <= FEW || position.at().isEmpty() || floorTime == null
                || floorTime.equals(OpenTransactions.UNKNOWN)) {
            return true;
        }
        Duration pause = Duration.between(floorTime, now).dividedBy(10);
        return !now.isBefore(position.searched().plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE));
    }

    private void tellOfFuture(boolean waits) {
        if (waits && !this.isFutureTold) {
            log.warn("{}: more than {} rows have a timestamp later than the database's clock; the others wait for "
                    + "their time (is timestamp-zone right?)", this.table.name(), WindowSweep.MOST_OF_FUTURE);
        }
        this.isFutureTold = waits;
    }

}
