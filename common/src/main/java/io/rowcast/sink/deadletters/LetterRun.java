package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job with the dead letters of one partition, in steps between the partition's batches:
 * <ol>
 * <li>a piece of them is read, and the partition behind them for newer records of their
 * keys, on another thread;</li>
 * <li>the partition is paused for a moment, and read to where it is written by now;</li>
 * <li>what stays is noted; the others are written, and go to the dead letters again where
 * they are rejected;</li>
 * <li>when they are durable they are noted as handled.</li>
 * </ol>
 * Whoever owns the partition after a kill in between finds out at the target how far it
 * has come. For the thread of the partition's consumer.
 */
final class LetterRun {

    private static final Logger log = LoggerFactory.getLogger(LetterRun.class);

    private final TopicPartition source;

    private final TopicPartition host;

    private final LetterBook book;

    private final LetterParts parts;

    private final ReadingFailures failures;

    private final LetterReplay replay;

    private long position;

    private @Nullable CompletableFuture<LetterExamination> examination;

    /**
     * Has done nothing yet.
     * @param source whose letters these are
     * @param host the partition whose owner deals with them, mostly the same
     */
    LetterRun(TopicPartition source, TopicPartition host, LetterBook book, LetterParts parts,
            ReadingFailures failures) {
        this.source = source;
        this.host = host;
        this.book = book;
        this.parts = parts;
        this.failures = failures;
        this.replay = new LetterReplay(book, new LetterTarget(parts.letters(source), parts.target()));
        this.position = job().next();
    }

    private LetterJob job() {
        return Objects.requireNonNull(this.book.ledger().job());
    }

    /**
     * Goes on with the job as far as that takes no waiting for what others do.
     * @throws io.rowcast.sink.TransientSinkException when the target or the broker is
     * away
     * @throws TooManyRejectionsException when most letters are rejected again
     */
    void step(Consumer<?, ?> consumer) {
        if (job().writes()) {
            this.replay.open(consumer);
        }
        if (!job().runs()) {
            return;
        }
        if (this.examination != null) {
            if (this.examination.isDone()) {
                examined(consumer, this.examination);
            }
        }
        else if (this.position < job().end()) {
            examine(consumer);
        }
        else {
            this.replay.flush(consumer);
        }
    }

    private void examine(Consumer<?, ?> consumer) {
        if (!this.failures.isTimeToRead() || !this.parts.permit().compareAndSet(null, this)) {
            return;
        }
        LetterFilter filter = job().request().filter();
        OffsetRanges handled = this.book.ledger().handled();
        Predicate<DeadLetter> wanted = letter -> filter.matches(letter) && !handled.contains(letter.offset());
        Comparison comparison = this.parts.comparison(this.source);
        TopicPartition letters = this.parts.letters(this.source);
        long from = this.position;
        long end = job().end();
        long written = consumer.position(this.host);
        this.examination = this.parts.reader()
            .read(reader -> LetterExamination.of(reader, LetterPiece.read(reader, letters, from, end, wanted),
                    comparison, written));
    }

    private void examined(Consumer<?, ?> consumer, CompletableFuture<LetterExamination> done) {
        this.examination = null;
        if (done.isCompletedExceptionally()) {
            this.failures.failed(done.exceptionNow());
            this.parts.permit().compareAndSet(this, null);
            consumer.resume(Set.of(this.host));
            return;
        }
        this.failures.succeeded();
        LetterExamination examined = done.join();
        long reached = consumer.position(this.host);
        if (job().writes() && !examined.newer().reaches(reached)) {
            consumer.pause(Set.of(this.host));
            this.examination = examined.scan(this.parts.reader(), reached);
            return;
        }
        this.parts.permit().compareAndSet(this, null);
        finish(consumer, examined);
        consumer.resume(Set.of(this.host));
    }

    private void finish(Consumer<?, ?> consumer, LetterExamination examined) {
        LetterPiece piece = examined.piece();
        List<Long> offsets = piece.letters().stream().map(DeadLetter::offset).toList();
        if (job().request().dryRun()) {
            this.book.store(this.book.ledger().with(job().advanced(piece.end(), dryRun(examined))));
        }
        else if (!this.book.ledger().hasRoomFor(this.replay.unnotedRuns() + offsets.size())) {
            throw new LedgerFullException(this.source);
        }
        else if (job().writes()) {
            this.replay.write(consumer, examined);
        }
        else {
            discard(piece.end(), offsets);
        }
        this.position = piece.end();
    }

    private LetterCounts dryRun(LetterExamination examined) {
        return (job().request().action() == LetterRequest.Action.DISCARD)
                ? new LetterCounts(examined.piece().letters().size(), 0, 0, 0)
                : examined.counts(examined.kept(job().request().force())::contains);
    }

    private void discard(long end, List<Long> offsets) {
        String id = job().request().id();
        this.book
            .store(this.book.ledger().with(job().advanced(end, new LetterCounts(offsets.size(), 0, 0, 0)), offsets));
        log.warn("{}: the dead letters at {} of {} were discarded by an operator, request {}", this.source,
                OffsetRanges.NONE.with(offsets), this.parts.letters(this.source), id);
    }

    /** Ends the job before its time. */
    void hold(@Nullable String reason) {
        this.replay.hold(reason);
        log.warn("{}: {} of dead letters ends as {}{}", this.source, job().request().action(), job().state().ended(),
                (reason != null) ? ": " + reason : "");
    }

    /** Gives up what is held; what is not noted is found out by whoever comes next. */
    void release() {
        this.parts.permit().compareAndSet(this, null);
        this.replay.release();
    }

}
