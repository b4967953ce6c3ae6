package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.rowcast.operator.Reasons;
import io.rowcast.sink.TopicRecord;
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

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final TopicPartition source;

    private final LetterBook book;

    private final LetterTarget target;

    private final LetterParts parts;

    /** Letters that are written, or are about to be, and not known to be durable. */
    private final List<Long> written = new ArrayList<>();

    private LetterCounts uncounted = LetterCounts.NONE;

    private boolean open;

    /** Letters before this offset were written by the owner before. */
    private long recovered;

    private long position;

    private long notBeforeNanos = System.nanoTime();

    private @Nullable CompletableFuture<LetterExamination> examination;

    LetterRun(TopicPartition source, LetterBook book, LetterParts parts) {
        this.source = source;
        this.book = book;
        this.parts = parts;
        this.target = new LetterTarget(parts.letters(source), parts.target());
        this.position = job().next();
    }

    private LetterJob job() {
        return Objects.requireNonNull(this.book.ledger().job());
    }

    private boolean isReplay() {
        return job().request().action() == LetterRequest.Action.REPLAY && !job().request().dryRun();
    }

    /**
     * Goes on with the job as far as that takes no waiting for what others do.
     * @throws io.rowcast.sink.TransientSinkException when the target or the broker is
     * away
     */
    void step(Consumer<?, ?> consumer) {
        if (!this.open && isReplay()) {
            open(consumer);
        }
        if (this.examination == null) {
            if (this.position < job().end()) {
                examine(consumer);
            }
            else {
                flush(consumer);
            }
        }
        else if (this.examination.isDone()) {
            examined(consumer, this.examination);
        }
    }

    private void open(Consumer<?, ?> consumer) {
        if (!job().reset()) {
            this.target.reset(consumer, job().next());
            this.book.store(this.book.ledger().with(job().positioned()));
        }
        this.recovered = this.target.open(consumer, job().next());
        this.open = true;
    }

    private void examine(Consumer<?, ?> consumer) {
        if (System.nanoTime() - this.notBeforeNanos < 0 || !this.parts.permit().compareAndSet(null, this)) {
            return;
        }
        LetterFilter filter = job().request().filter();
        OffsetRanges handled = this.book.ledger().handled();
        Predicate<DeadLetter> wanted = letter -> filter.matches(letter) && !handled.contains(letter.offset());
        boolean discards = job().request().action() == LetterRequest.Action.DISCARD;
        this.examination = LetterExamination.read(this.parts.reader(), this.parts.letters(this.source), this.position,
                job().end(), wanted, new LetterExamination.Comparing(this.source, consumer.position(this.source),
                        this.parts::isProof, letter -> !discards && overwrites(letter)));
    }

    private boolean overwrites(DeadLetter letter) {
        return letter.source().isEmpty() || this.parts.target()
            .writer()
            .overwrites(new TopicRecord(letter.original(), this.source, letter.sourceOffset(),
                    this.parts.target().format()));
    }

    private void examined(Consumer<?, ?> consumer, CompletableFuture<LetterExamination> done) {
        this.examination = null;
        if (done.isCompletedExceptionally()) {
            log.warn("{}: the dead letters cannot be read, trying again: {}", this.source,
                    Reasons.of(done.exceptionNow()));
            this.notBeforeNanos = System.nanoTime() + PAUSE.toNanos();
            this.parts.permit().compareAndSet(this, null);
            consumer.resume(Set.of(this.source));
            return;
        }
        LetterExamination examined = done.join();
        long reached = consumer.position(this.source);
        if (isReplay() && !examined.newer().reaches(reached)) {
            consumer.pause(Set.of(this.source));
            this.examination = examined.scan(this.parts.reader(), reached);
            return;
        }
        this.parts.permit().compareAndSet(this, null);
        finish(consumer, examined);
        consumer.resume(Set.of(this.source));
    }

    private void finish(Consumer<?, ?> consumer, LetterExamination examined) {
        LetterRequest request = job().request();
        LetterPiece piece = examined.piece();
        if (isReplay()) {
            replay(consumer, examined);
            return;
        }
        List<Long> offsets = piece.letters().stream().map(DeadLetter::offset).toList();
        if (request.dryRun()) {
            LetterCounts counts = (request.action() == LetterRequest.Action.DISCARD)
                    ? new LetterCounts(offsets.size(), 0, 0, 0)
                    : examined.counts(examined.kept(request.force())::contains);
            this.book.store(this.book.ledger().with(job().advanced(piece.end(), counts)));
        }
        else {
            this.book.store(this.book.ledger()
                .with(job().advanced(piece.end(), new LetterCounts(offsets.size(), 0, 0, 0)), offsets));
            log.warn("{}: the dead letters at {} of {} were discarded by an operator, request {}", this.source,
                    OffsetRanges.NONE.with(offsets), this.parts.letters(this.source), request.id());
        }
        this.position = piece.end();
    }

    private void replay(Consumer<?, ?> consumer, LetterExamination examined) {
        LetterPiece piece = examined.piece();
        List<Long> kept = new ArrayList<>(job().kept());
        examined.kept(job().request().force())
            .stream()
            .map(DeadLetter::offset)
            .filter(offset -> offset >= this.recovered && !kept.contains(offset))
            .forEach(kept::add);
        List<DeadLetter> others = piece.letters().stream().filter(each -> !kept.contains(each.offset())).toList();
        if (kept.size() > job().kept().size()) {
            this.book.store(this.book.ledger().with(job().keeping(kept)));
        }
        List<DeadLetter> toWrite = others.stream().filter(letter -> letter.offset() >= this.recovered).toList();
        others.forEach(letter -> this.written.add(letter.offset()));
        this.uncounted = this.uncounted.plus(examined.counts(letter -> kept.contains(letter.offset())).withoutDone());
        this.position = piece.end();
        if (!toWrite.isEmpty()) {
            write(consumer, toWrite);
        }
        advance();
    }

    private void write(Consumer<?, ?> consumer, List<DeadLetter> letters) {
        try {
            this.target.write(consumer, letters, this.position);
            this.uncounted = this.uncounted.plus(new LetterCounts(0, this.target.failed(), 0, 0));
        }
        catch (TooManyRejectionsException ex) {
            advance();
            end(LetterJob.State.HELD, ex.getMessage());
        }
    }

    /** The writer may hold letters back, and has to be given the time to act. */
    private void flush(Consumer<?, ?> consumer) {
        if (!this.written.isEmpty()) {
            this.target.write(consumer, List.of(), this.position);
        }
        advance();
    }

    /** Notes what has become durable. */
    private void advance() {
        long durable = Math.max(this.recovered, this.target.durable());
        List<Long> done = this.written.stream().filter(offset -> offset < durable).toList();
        this.written.removeAll(done);
        long next = this.written.isEmpty() ? this.position : this.written.getFirst();
        if (job().runs() && (next > job().next() || next >= job().end())) {
            this.book.store(this.book.ledger()
                .with(job().advanced(next, this.uncounted.plus(new LetterCounts(done.size(), 0, 0, 0))), done));
            this.uncounted = LetterCounts.NONE;
        }
    }

    /** Ends the job before its time. */
    void end(LetterJob.State state, @Nullable String reason) {
        this.book.store(this.book.ledger().with(job().ended(state, reason)));
        log.warn("{}: {} of dead letters ended as {}{}", this.source, job().request().action(), state,
                (reason != null) ? ": " + reason : "");
    }

    /** Gives up what is held; what is not noted is found out by whoever comes next. */
    void release() {
        this.parts.permit().compareAndSet(this, null);
        if (this.open) {
            this.target.release();
        }
    }

}
