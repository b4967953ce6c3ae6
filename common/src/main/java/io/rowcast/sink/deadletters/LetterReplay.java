package io.rowcast.sink.deadletters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes letters to the target, and notes what of them is durable. What the ledger says
 * may be behind the target, after a kill or a failure, but never before it. For the
 * thread of the partition's consumer.
 */
final class LetterReplay {

    private final LetterBook book;

    private final LetterTarget target;

    /** Letters that are written, or are about to be, and not known to be durable. */
    private final Deque<Long> written = new ArrayDeque<>();

    private int writtenRuns;

    private LetterCounts uncounted = LetterCounts.NONE;

    private boolean open;

    /** Letters before this offset were written before this was opened. */
    private long recovered;

    /** Letters before this offset were looked at. */
    private long reached;

    LetterReplay(LetterBook book, LetterTarget target) {
        this.book = book;
        this.target = target;
        this.reached = job().next();
    }

    private LetterJob job() {
        return Objects.requireNonNull(this.book.ledger().job());
    }

    /**
     * Finds out how far the target is. A job that is to end has nothing to do then but to
     * note that, and to finish what the writer has begun.
     */
    void open(Consumer<?, ?> consumer) {
        if (this.open) {
            return;
        }
        if (!job().reset()) {
            this.target.reset(consumer, job().next());
            this.book.store(this.book.ledger().with(job().positioned()));
        }
        this.recovered = this.target.open(consumer, job().next());
        this.open = true;
        endWhereTheTargetIs();
    }

    private void endWhereTheTargetIs() {
        long durable = Math.max(this.recovered, this.target.durable());
        if (job().state().isEnding() && !this.target.isPlanned() && job().end() > durable) {
            this.book.store(this.book.ledger().with(job().endingAt(durable)));
        }
    }

    /** Whether a letter is yet to be written. */
    boolean isAhead(DeadLetter letter) {
        return letter.offset() >= this.recovered;
    }

    /** Returns the letters of the piece at hand that are known to stay. */
    List<Long> kept() {
        return job().kept();
    }

    /**
     * Returns in how many runs, at the most, the letters lie that are yet to be noted.
     */
    int unnotedRuns() {
        return this.writtenRuns;
    }

    /**
     * Writes what is to be written of a piece.
     * @throws TooManyRejectionsException when most of it is rejected again
     */
    void write(Consumer<?, ?> consumer, LetterExamination examined) {
        LetterPiece piece = examined.piece();
        List<Long> kept = keep(examined);
        List<DeadLetter> others = piece.letters().stream().filter(each -> !kept.contains(each.offset())).toList();
        others.forEach(letter -> written(letter.offset()));
        this.uncounted = this.uncounted.plus(examined.counts(letter -> kept.contains(letter.offset())).withoutDone());
        this.reached = piece.end();
        List<DeadLetter> toWrite = others.stream().filter(this::isAhead).toList();
        if (!toWrite.isEmpty()) {
            this.target.write(consumer, toWrite, this.reached);
            this.uncounted = this.uncounted.plus(new LetterCounts(0, this.target.failed(), 0, 0));
        }
        advance();
    }

    private void written(long offset) {
        if (this.written.isEmpty() || this.written.getLast() != offset - 1) {
            this.writtenRuns++;
        }
        this.written.add(offset);
    }

    private List<Long> keep(LetterExamination examined) {
        List<Long> kept = new ArrayList<>(kept());
        examined.kept(job().request().force())
            .stream()
            .filter(letter -> isAhead(letter) && !kept.contains(letter.offset()))
            .forEach(letter -> kept.add(letter.offset()));
        if (kept.size() > kept().size()) {
            this.book.store(this.book.ledger().with(job().keeping(kept)));
        }
        return kept;
    }

    /** The writer may hold letters back, and has to be given the time to act. */
    void flush(Consumer<?, ?> consumer) {
        if (!this.written.isEmpty()) {
            this.target.write(consumer, List.of(), this.reached);
        }
        advance();
    }

    /** Notes what has become durable. */
    private void advance() {
        long durable = Math.max(this.recovered, this.target.durable());
        List<Long> done = new ArrayList<>();
        while (!this.written.isEmpty() && this.written.getFirst() < durable) {
            done.add(this.written.removeFirst());
        }
        this.writtenRuns = this.written.isEmpty() ? 0 : this.writtenRuns;
        long next = this.written.isEmpty() ? this.reached : this.written.getFirst();
        if (job().runs() && (next > job().next() || next >= job().end())) {
            this.uncounted = this.uncounted.plus(new LetterCounts(done.size(), 0, 0, 0));
            this.book.store(this.book.ledger().with(job().advanced(next, this.uncounted), done));
            this.uncounted = LetterCounts.NONE;
        }
        endWhereTheTargetIs();
    }

    /** Ends the job before its time; what the target has of it is noted first. */
    void hold(@Nullable String reason) {
        if (this.open) {
            advance();
        }
        if (job().runs()) {
            this.book.store(this.book.ledger().with(job().ending(LetterJob.State.HOLDING, reason)));
        }
    }

    /** Gives up what is held. */
    void release() {
        if (this.open) {
            this.target.release();
        }
    }

}
