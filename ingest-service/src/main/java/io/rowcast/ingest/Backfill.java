package io.rowcast.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.rowcast.ingest.source.Cursor;
import io.rowcast.ingest.source.IdPosition;
import io.rowcast.ingest.source.RangePage;
import io.rowcast.ingest.source.SchemaChange;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.Unread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first reading of one table beside its polling: reads ahead what the cursor says is
 * unread, as long as the cursor goes on from page to page. Whatever else happens to the
 * cursor, or to the publisher, what was read ahead is dropped and read again. For the
 * thread that polls the table, but for {@link #readySince()}.
 */
final class Backfill {

    private static final Logger log = LoggerFactory.getLogger(Backfill.class);

    /** Until when transactions may end, or a change of the columns be accepted. */
    private static final Duration HELD_INTERVAL = Duration.ofSeconds(5);

    /** MySQL is asked for its open transactions once a second for all tables. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final ChosenTable table;

    private final Supplier<BackfillRun.Reads> readers;

    private final BackfillRun.Means means;

    private volatile @Nullable BackfillRun run;

    private BackfillRun.@Nullable Ahead taken;

    /** When the first of its pages was read. */
    private @Nullable Instant begun;

    private @Nullable Long fence;

    private @Nullable String heldBy;

    private boolean isTold;

    private long notBefore = System.nanoTime();

    Backfill(ChosenTable table, Supplier<BackfillRun.Reads> readers, BackfillRun.Means means) {
        this.table = table;
        this.readers = readers;
        this.means = means;
    }

    /** Reads ahead of a cursor, if there is something left and it does not do so yet. */
    void follow(Cursor cursor) {
        Unread unread = unread(cursor);
        if (unread.isEmpty() || this.run != null || System.nanoTime() - this.notBefore < 0) {
            return;
        }
        if (!this.isTold) {
            this.isTold = true;
            log.info("{}: the first reading goes on in {} ranges, {} at once, beside new rows; {} rows are read",
                    this.table.name(), unread.ids().size(), this.table.backfill().parallelism(), unread.rows());
        }
        this.run = new BackfillRun(unread.ranges(),
                Stream.generate(this.readers).limit(this.table.backfill().parallelism()).toList(), this.means);
    }

    private static Unread unread(Cursor cursor) {
        return (cursor.position() instanceof IdPosition ids) ? ids.unread() : Unread.NONE;
    }

    /** Returns since when a page waits to be published. */
    OptionalLong readySince() {
        BackfillRun current = this.run;
        return (current != null) ? current.readySince() : OptionalLong.empty();
    }

    /**
     * Returns the oldest page that was read ahead, as the one that follows a cursor;
     * empty when it must not be published now, and is read again later.
     */
    Optional<SourcePage> next(Cursor cursor) {
        BackfillRun current = this.run;
        if (current == null || current.readySince().isEmpty()) {
            return Optional.empty();
        }
        BackfillRun.Ahead ahead = current.take();
        this.taken = ahead;
        noteFence(ahead.page());
        if (isRefused(ahead.page().page(), cursor)) {
            hold(ahead, "the table has changed");
            return Optional.empty();
        }
        Optional<SourcePage> page = ahead.page().after(cursor, this.fence);
        if (page.isEmpty()) {
            hold(ahead, "the first reading has jumped over too many ids that open transactions may have; it goes "
                    + "on when these end");
        }
        return page;
    }

    /**
     * What is told of open transactions may be older than the first page, so the page
     * that tells which of them may have ids of this first reading is a later one.
     */
    private void noteFence(RangePage page) {
        Instant readAt = page.page().readAt();
        if (this.begun == null) {
            this.begun = readAt;
        }
        if (this.fence == null && !readAt.isBefore(this.begun.plus(SETTLING))) {
            this.fence = page.fence();
        }
    }

    /** Only polling tells which table it is, and what its rows look like. */
    private boolean isRefused(SourcePage page, Cursor cursor) {
        return !Objects.equals(page.next().identity(), cursor.identity())
                || this.table.source().schemaChange() == SchemaChange.PAUSE
                        && !page.schema().fingerprint().equals(cursor.schema());
    }

    private void hold(BackfillRun.Ahead ahead, String why) {
        ahead.page().page().close();
        drop();
        this.heldBy = why;
        this.notBefore = System.nanoTime() + HELD_INTERVAL.toNanos();
    }

    /** The page that {@link #next} has returned is published. */
    void published(Cursor cursor) {
        BackfillRun current = this.run;
        if (current != null && this.taken != null) {
            current.published(this.taken);
            this.taken = null;
            this.heldBy = null;
        }
        if (unread(cursor).isEmpty()) {
            log.info("{}: the first reading is complete", this.table.name());
            stop();
            this.isTold = false;
        }
    }

    /** Returns why the first reading does not go on at the moment, null if it does. */
    @Nullable String failure() {
        BackfillRun current = this.run;
        return (this.heldBy != null || current == null) ? this.heldBy : current.failure();
    }

    /** Drops what was read ahead. The next {@link #follow} reads it again. */
    void stop() {
        drop();
        this.begun = null;
        this.fence = null;
    }

    private void drop() {
        BackfillRun current = this.run;
        if (current != null) {
            current.stop();
        }
        this.run = null;
        this.taken = null;
        this.heldBy = null;
    }

    /**
     * Returns how long to wait after a page of a first reading that is read one page
     * after the other.
     */
    Duration pauseAfter(SourcePage page) {
        return page.stage().isFirstReading() ? this.means.pace().reserve(page.rows().size()) : Duration.ZERO;
    }

}
