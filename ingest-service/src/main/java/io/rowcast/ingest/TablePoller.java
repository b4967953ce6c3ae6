package io.rowcast.ingest;

import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.PublishFailedException;
import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.publish.RowsTooLargeException;
import io.rowcast.ingest.publish.StoredTable;
import io.rowcast.ingest.publish.TableRequest;
import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.SourceFailedException;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.TableStoppedException;
import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.Backoff;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * Takes one table on from where its cursor stands, pass by pass, and does what operators
 * ask of it. A failure of the table's own delays this table only. For one thread, but for
 * {@link #status()}.
 */
final class TablePoller {

    private final ChosenTable table;

    private final PublishedTable published;

    private final PollingReader reader;

    private final TableRequests requests;

    private final PassTime due;

    private final IngestMetrics.Table metrics;

    private final TableStatus status;

    private final Backfill backfill;

    private Cursor cursor = Cursor.START;

    /** Many new rows take turns with those that were read ahead. */
    private boolean isTurnOfBackfill;

    /**
     * Polls nothing yet.
     * @param readers makes what reads the table, a new one after whatever an operator
     * asks, but for going on
     * @param backfill reads ahead what the first reading has left
     */
    TablePoller(ChosenTable table, Workers.Readers readers, AskedRequests asked, Backoff backoff,
            IngestMetrics.Table metrics, TableStatus status, Backfill backfill) {
        this.table = table;
        this.published = table.published();
        this.reader = new PollingReader(table, readers);
        this.requests = new TableRequests(this.published, asked);
        this.due = new PassTime(table.pollInterval(), backoff);
        this.metrics = metrics;
        this.status = status;
        this.backfill = backfill;
    }

    ChosenTable table() {
        return this.table;
    }

    /** Returns the key under which the table's cursor is kept. */
    String cursorKey() {
        return this.published.cursorKey();
    }

    /** Returns when the next pass is due, as {@link System#nanoTime()}. */
    long dueNanos() {
        long ready = this.backfill.readySince().orElse(this.due.nanos());
        return (ready - this.due.nanos() < 0) ? ready : this.due.nanos();
    }

    PipelineStatus status() {
        return this.status.status();
    }

    /** Goes on from what is kept of the table, or from the beginning without a cursor. */
    void resume(StoredTable stored) {
        this.backfill.stop();
        this.cursor = (stored.cursor() != null) ? stored.cursor() : Cursor.START;
        this.requests.resume(stored);
        this.metrics.watch(this.status);
        if (this.requests.isPaused()) {
            this.status.operated(true, this.cursor.position());
        }
    }

    /** Does what an operator asks for with the next pass, which is due at once. */
    void ask(TableRequest request) {
        this.requests.add(request);
        this.due.now();
    }

    /** What has failed may be well again. */
    void tryAtOnce() {
        if (this.due.isAfterFailure()) {
            this.due.now();
        }
        if (this.backfill.failure() != null) {
            // The next pass begins it anew.
            this.backfill.stop();
        }
    }

    /**
     * Makes one pass: reads a page, publishes it, and moves on; or does what an operator
     * asks for.
     * @throws PublishFailedException when the publisher has to be replaced; the cursor is
     * then to be told anew by {@link #resume}
     */
    void poll(PartitionPublisher publisher) {
        this.status.passBegins();
        try {
            if (this.requests.isPending()) {
                answer(publisher);
            }
            else if (this.requests.isPaused()) {
                this.due.paused();
            }
            else if (this.backfill.readySince().isPresent() && (this.isTurnOfBackfill || !this.due.isReached())) {
                publishAhead(publisher);
            }
            else {
                pass(publisher);
            }
        }
        catch (TableStoppedException ex) {
            this.due.stopped();
            this.status.failed(State.STOPPED, String.valueOf(ex.getMessage()));
        }
        catch (SourceFailedException ex) {
            retry();
            this.status.failed(State.RETRYING, String.valueOf(ex.getMessage()));
        }
        catch (PublishFailedException ex) {
            retry();
            this.status.failed(State.RETRYING, String.valueOf(ex.getMessage()));
            throw ex;
        }
        catch (RuntimeException | Error ex) {
            retry();
            this.status.held(ex);
        }
        finally {
            this.status.passEnds();
        }
    }

    private void answer(PartitionPublisher publisher) {
        this.backfill.stop();
        boolean resumes = this.requests.next() == PipelineAction.RESUME;
        this.cursor = this.requests.answer(publisher, this.cursor, this.reader::accept, this.reader::begin);
        if (!resumes) {
            this.reader.renew();
        }
        this.due.now();
        this.status.operated(this.requests.isPaused(), this.cursor.position());
    }

    private void pass(PartitionPublisher publisher) {
        try (SourcePage page = this.reader.read(this.cursor)) {
            SourcePage published = page.isEmpty() ? page : publish(publisher, page);
            this.cursor = published.next();
            moved(published);
            this.backfill.follow(this.cursor);
        }
    }

    /** New rows come first: what was read ahead is published while none are due. */
    private void publishAhead(PartitionPublisher publisher) {
        this.isTurnOfBackfill = false;
        try (SourcePage page = this.backfill.next(this.cursor).orElse(null)) {
            if (page != null) {
                SourcePage published = publish(publisher, page);
                this.cursor = published.next();
                new PageReport(this.published, this.metrics).published(published);
                this.status.backfilled(this.cursor.position(), published.rows().size());
                this.backfill.published(this.cursor);
            }
        }
        catch (RuntimeException | Error ex) {
            this.backfill.stop();
            throw ex;
        }
    }

    /** Rows that are larger than the broker takes are replaced by dead letters. */
    private SourcePage publish(PartitionPublisher publisher, SourcePage page) {
        try {
            publisher.publish(this.published, page);
            return page;
        }
        catch (RowsTooLargeException ex) {
            return publish(publisher, page.rejecting(ex.rows(), "the row is larger than the broker takes"));
        }
    }

    private void moved(SourcePage page) {
        this.isTurnOfBackfill = page.isFull();
        if (page.isFull()) {
            this.due.passed(this.backfill.pauseAfter(page));
        }
        else {
            this.due.passed(page.stage().isExhausted());
        }
        new PageReport(this.published, this.metrics).published(page);
        String failure = failure(page);
        if (failure == null) {
            this.status.moved(this.cursor.position(), page.rows().size(), page.stage().isExhausted());
        }
        else {
            this.status.backfilled(this.cursor.position(), page.rows().size());
            this.status.failed(State.RETRYING, failure);
        }
    }

    private @Nullable String failure(SourcePage page) {
        return page.isHeld()
                ? page.findings().heldBy() + " wait for transactions that are open; reading goes on when these end"
                : this.backfill.failure();
    }

    private void retry() {
        this.metrics.retried();
        this.due.failed();
    }

    /** The whole partition cannot be published at the moment. */
    void delayed(String reason) {
        this.backfill.stop();
        if (this.requests.isPaused()) {
            return;
        }
        this.metrics.retried();
        this.status.failed(State.RETRYING, reason);
    }

    /** The table belongs to this replica no longer. */
    void leave() {
        this.backfill.stop();
        this.reader.close();
        this.metrics.gapsOpen(0);
        this.metrics.forget(this.status);
    }

}
