package io.rowcast.sink.deadletters;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.rowcast.operator.Reasons;
import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what operators ask of the dead letters of one partition, one job after the other.
 * For the thread of the partition's consumer.
 */
final class LetterWorker {

    private static final Logger log = LoggerFactory.getLogger(LetterWorker.class);

    private final TopicPartition source;

    private final TopicPartition host;

    private final LetterBook book;

    private final LetterParts parts;

    private final ReadingFailures failures;

    private @Nullable CompletableFuture<LetterExtent> extent;

    private @Nullable LetterRun run;

    /**
     * Has done nothing yet.
     * @param source whose letters these are
     * @param host the partition whose owner deals with them, mostly the same
     */
    LetterWorker(TopicPartition source, TopicPartition host, LetterBook book, LetterParts parts) {
        this.source = source;
        this.host = host;
        this.book = book;
        this.parts = parts;
        this.failures = new ReadingFailures(source);
    }

    /**
     * Goes on as far as that takes no waiting for what others do.
     * @throws TransientSinkException when the target or the broker is away
     */
    void step(Consumer<?, ?> consumer) {
        if (this.book.isCancelled()) {
            cancel();
            consumer.resume(Set.of(this.host));
        }
        if (!this.book.ledger().runs()) {
            release();
            this.book.next().ifPresent(this::begin);
            return;
        }
        if (this.run == null) {
            this.run = new LetterRun(this.source, this.host, this.book, this.parts, this.failures);
        }
        run(consumer, this.run);
    }

    private void run(Consumer<?, ?> consumer, LetterRun current) {
        try {
            current.step(consumer);
        }
        catch (TransientSinkException | KafkaException ex) {
            throw ex;
        }
        catch (TooManyRejectionsException | LedgerFullException ex) {
            hold(current, ex.getMessage());
            consumer.resume(Set.of(this.host));
        }
        catch (RuntimeException ex) {
            // The partition itself must not wait for what only a letter brings about.
            hold(current, Reasons.of(ex));
            throw ex;
        }
    }

    /** What the target has of the job is found out by a run that opens it again. */
    private void hold(LetterRun current, @Nullable String reason) {
        current.hold(reason);
        release();
    }

    /** Ends the job, if there is one, and takes back what was asked before. */
    void cancel() {
        LetterJob job = this.book.ledger().job();
        if (job != null && job.runs()) {
            this.book.store(this.book.ledger().with(job.ending(LetterJob.State.CANCELLING, null)));
            log.warn("{}: {} of dead letters cancelled by an operator", this.source, job.request().action());
        }
        release();
        this.extent = null;
        for (Optional<LetterRequest> next = this.book.next(); this.book.isCancelled(); next = this.book.next()) {
            this.book.taken(next.orElseThrow());
        }
    }

    private void begin(LetterRequest request) {
        LetterJob last = this.book.ledger().job();
        if (last != null && last.request().id().equals(request.id())) {
            this.book.taken(request);
            return;
        }
        if (this.extent == null && this.failures.isTimeToRead()) {
            TopicPartition letters = this.parts.letters(this.source);
            this.extent = this.parts.reader().read(consumer -> LetterExtent.of(consumer, letters));
        }
        if (this.extent == null || !this.extent.isDone()) {
            return;
        }
        CompletableFuture<LetterExtent> read = this.extent;
        this.extent = null;
        if (read.isCompletedExceptionally()) {
            this.failures.failed(read.exceptionNow());
            return;
        }
        this.failures.succeeded();
        begin(request, read.join());
    }

    private void begin(LetterRequest request, LetterExtent found) {
        Long offset = request.filter().offset();
        LetterLedger ledger = this.book.ledger();
        long from = ledger.handled().firstMissing((offset != null) ? Math.max(offset, found.first()) : found.first());
        long end = (offset != null) ? Math.min(offset + 1, found.end()) : found.end();
        this.book.store(new LetterLedger(ledger.handled().from(found.first()),
                LetterJob.begin(request, from, Math.max(from, end), Instant.now())));
        this.book.taken(request);
        log.info("{}: {} of the dead letters from {} to {} by an operator", this.source, request.action(), from, end);
    }

    TopicPartition host() {
        return this.host;
    }

    /** Gives up what is in memory. */
    void release() {
        if (this.run != null) {
            this.run.release();
            this.run = null;
        }
    }

}
