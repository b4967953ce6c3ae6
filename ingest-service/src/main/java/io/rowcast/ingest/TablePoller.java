package io.rowcast.ingest;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.rowcast.ingest.publish.PartitionPublisher;
import io.rowcast.ingest.publish.PublishFailedException;
import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.publish.RowsTooLargeException;
import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.SourceFailedException;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.SourceRow;
import io.rowcast.ingest.source.TableReader;
import io.rowcast.ingest.source.TableStoppedException;
import io.rowcast.operator.Backoff;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.operator.Reasons;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one table on from where its cursor stands, pass by pass. A failure of the table's
 * own delays this table only. For one thread, but for {@link #status()}.
 */
final class TablePoller {

    private static final Logger log = LoggerFactory.getLogger(TablePoller.class);

    /** A table that cannot be read as it is may have been altered meanwhile. */
    private static final Duration STOPPED_INTERVAL = Duration.ofSeconds(30);

    private final ChosenTable table;

    private final PublishedTable published;

    private final TableReader reader;

    private final Backoff backoff;

    private final IngestMetrics.Table metrics;

    private final TableStatus status;

    private Cursor cursor = Cursor.START;

    private int failures;

    private long dueNanos = System.nanoTime();

    TablePoller(ChosenTable table, TableReader reader, Backoff backoff, IngestMetrics.Table metrics,
            TableStatus status) {
        this.table = table;
        this.published = table.published();
        this.reader = reader;
        this.backoff = backoff;
        this.metrics = metrics;
        this.status = status;
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
        return this.dueNanos;
    }

    PipelineStatus status() {
        return this.status.status();
    }

    /** Goes on from the committed cursor, or from the beginning where there is none. */
    void resume(@Nullable Cursor committed) {
        this.cursor = (committed != null) ? committed : Cursor.START;
        this.metrics.watch(this.status);
    }

    /**
     * Makes one pass: reads a page, publishes it, and moves on.
     * @throws PublishFailedException when the publisher has to be replaced; the cursor is
     * then to be told anew by {@link #resume}
     */
    void poll(PartitionPublisher publisher) {
        this.status.passBegins();
        try (SourcePage page = read()) {
            SourcePage published = page.isEmpty() ? page : publish(publisher, page);
            this.cursor = published.next();
            moved(published);
        }
        catch (TableStoppedException ex) {
            this.dueNanos = System.nanoTime() + STOPPED_INTERVAL.toNanos();
            this.status.failed(State.STOPPED, String.valueOf(ex.getMessage()));
        }
        catch (SourceFailedException ex) {
            retry(State.RETRYING, String.valueOf(ex.getMessage()));
        }
        catch (PublishFailedException ex) {
            retry(State.RETRYING, String.valueOf(ex.getMessage()));
            throw ex;
        }
        catch (RuntimeException | Error ex) {
            log.error("{}: a failure that nobody foresaw", this.published.source(), ex);
            retry(State.HELD, Reasons.of(ex));
        }
        finally {
            this.status.passEnds();
        }
    }

    private SourcePage read() {
        if (this.table.refusal() != null) {
            throw new TableStoppedException(this.table.refusal());
        }
        return this.reader.read(this.cursor);
    }

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
        this.failures = 0;
        this.dueNanos = System.nanoTime() + (page.isFull() ? 0 : this.table.pollInterval().toNanos());
        long rejected = page.rows().stream().filter(SourceRow::isRejected).count();
        this.metrics.read(page.rows().size());
        this.metrics.published(page.rows().size() - rejected, rejected);
        reportRejections(page);
        reportGaps(page);
        if (page.isHeld()) {
            this.status.failed(State.RETRYING, page.next().gaps().size() + " ranges of ids without a row wait for "
                    + "transactions that are open; reading goes on when these end");
        }
        else {
            this.status.moved(this.cursor.position(), page.rows().size(), !page.isFull());
        }
    }

    private void reportRejections(SourcePage page) {
        page.rows()
            .stream()
            .filter(SourceRow::isRejected)
            .forEach(row -> log.warn("{}: a row is in topic {} only: {}", this.published.source(),
                    this.published.deadLetterTopic(), row.rejection()));
    }

    private void reportGaps(SourcePage page) {
        this.metrics.gapsOpen(page.next().gaps().size());
        this.metrics.gapsGivenUp(page.givenUp().size());
        if (!page.givenUp().isEmpty()) {
            log.warn("{}: gave up waiting for rows with the ids {}", this.published.source(), page.givenUp());
        }
        if (!page.givenUpInitially().isEmpty()) {
            log.info("{}: no rows have the ids {}, which the first reading passed", this.published.source(),
                    page.givenUpInitially());
        }
    }

    private void retry(State state, String reason) {
        this.failures++;
        this.metrics.retried();
        this.dueNanos = System.nanoTime() + this.backoff.delay(this.failures, ThreadLocalRandom.current()).toNanos();
        this.status.failed(state, reason);
    }

    /** The whole partition cannot be published at the moment. */
    void delayed(String reason) {
        this.metrics.retried();
        this.status.failed(State.RETRYING, reason);
    }

    /** The table belongs to this replica no longer. */
    void leave() {
        this.metrics.gapsOpen(0);
        this.metrics.forget(this.status);
    }

}
