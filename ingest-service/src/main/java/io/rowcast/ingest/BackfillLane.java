package io.rowcast.ingest;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.RangePage;
import io.rowcast.ingest.source.RangePosition;
import io.rowcast.ingest.source.SourceFailedException;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.TableStoppedException;
import io.rowcast.operator.Reasons;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the readers of a {@link BackfillRun}: takes a range, reads it page by page,
 * takes the next. One step at a time, each on whatever thread there is.
 */
final class BackfillLane implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(BackfillLane.class);

    /** A table that cannot be read as it is may have been altered meanwhile. */
    private static final Duration STOPPED_INTERVAL = Duration.ofSeconds(30);

    private final BackfillRun run;

    private final BackfillRun.Reads reads;

    private final BackfillRun.Means means;

    private @Nullable RangePosition range;

    private int failures;

    private volatile @Nullable String failure;

    BackfillLane(BackfillRun run, BackfillRun.Reads reads, BackfillRun.Means means) {
        this.run = run;
        this.reads = reads;
        this.means = means;
    }

    /** Returns why the last step failed, null if it did not. */
    @Nullable String failure() {
        return this.failure;
    }

    @Override
    public void run() {
        try {
            RangePosition next = (this.range != null) ? this.range : this.run.claim(this);
            if (next != null) {
                this.range = next;
                step(next);
                this.failures = 0;
                this.failure = null;
                goOn();
            }
        }
        catch (TableStoppedException ex) {
            retry(String.valueOf(ex.getMessage()), STOPPED_INTERVAL);
        }
        catch (SourceFailedException ex) {
            retry(String.valueOf(ex.getMessage()), backoff());
        }
        catch (RuntimeException | Error ex) {
            log.error("{}: a failure that nobody foresaw", this.means.table(), ex);
            retry(Reasons.of(ex), backoff());
        }
    }

    private void step(RangePosition from) {
        SourcePage page = this.reads.read(new Cursor(from, 0, true, null, null));
        if (from.isCut()) {
            this.means.pace().giveBack(this.means.pageSize() - page.rows().size());
            RangePage read = new RangePage(from, page);
            this.range = read.rest();
            this.run.handOver(this, read);
        }
        else {
            page.close();
            this.range = (RangePosition) page.next().position();
            this.run.giveBack(from, this.range);
        }
    }

    private void goOn() {
        boolean reads = this.range != null && this.range.isCut();
        this.run.next(this, reads ? this.means.pace().reserve(this.means.pageSize()) : Duration.ZERO);
    }

    private Duration backoff() {
        return this.means.backoff().delay(this.failures + 1, ThreadLocalRandom.current());
    }

    private void retry(String reason, Duration pause) {
        this.failures++;
        this.failure = reason;
        this.means.failed().run();
        this.run.next(this, pause);
    }

}
