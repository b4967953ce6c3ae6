package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TopicPartition source;

    private final LetterBook book;

    private final LetterParts parts;

    private @Nullable CompletableFuture<Extent> extent;

    private @Nullable LetterRun run;

    LetterWorker(TopicPartition source, LetterBook book, LetterParts parts) {
        this.source = source;
        this.book = book;
        this.parts = parts;
    }

    /**
     * Goes on as far as that takes no waiting for what others do.
     * @throws TransientSinkException when the target or the broker is away
     */
    void step(Consumer<?, ?> consumer) {
        if (this.book.isCancelled()) {
            cancel();
            consumer.resume(Set.of(this.source));
        }
        if (!this.book.ledger().runs()) {
            release();
            this.book.next().ifPresent(this::begin);
            return;
        }
        if (this.run == null) {
            this.run = new LetterRun(this.source, this.book, this.parts);
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
        catch (RuntimeException ex) {
            // The partition itself must not wait for what only a letter brings about.
            current.end(LetterJob.State.HELD, Reasons.of(ex));
            throw ex;
        }
    }

    /** Ends the job, if there is one, and takes back what was asked before. */
    void cancel() {
        if (this.book.ledger().runs()) {
            LetterJob job = Objects.requireNonNull(this.book.ledger().job());
            this.book.store(this.book.ledger().with(job.ended(LetterJob.State.CANCELLED, null)));
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
        if (this.extent == null) {
            TopicPartition letters = this.parts.letters(this.source);
            this.extent = this.parts.reader().read(consumer -> Extent.of(consumer, letters));
        }
        if (!this.extent.isDone()) {
            return;
        }
        CompletableFuture<Extent> read = this.extent;
        this.extent = null;
        if (read.isCompletedExceptionally()) {
            log.warn("{}: the dead letters cannot be read, trying again: {}", this.source,
                    Reasons.of(read.exceptionNow()));
            return;
        }
        begin(request, read.join());
    }

    private void begin(LetterRequest request, Extent found) {
        Long offset = request.filter().offset();
        LetterLedger ledger = this.book.ledger();
        long from = ledger.handled().firstMissing((offset != null) ? Math.max(offset, found.first()) : found.first());
        long end = (offset != null) ? Math.min(offset + 1, found.end()) : found.end();
        LetterJob job = LetterJob.begin(request, from, Math.max(from, end), Instant.now());
        this.book.store(new LetterLedger(ledger.handled().from(found.first()),
                (from < end) ? job : job.ended(LetterJob.State.DONE, null)));
        this.book.taken(request);
        log.info("{}: {} of the dead letters from {} to {} by an operator", this.source, request.action(), from, end);
    }

    /** Gives up what is in memory. */
    void release() {
        if (this.run != null) {
            this.run.release();
            this.run = null;
        }
    }

    /**
     * Where the letters of a partition begin and end.
     *
     * @param first the offset of the first
     * @param end the offset behind the last
     */
    record Extent(long first, long end) {

        static Extent of(Consumer<?, ?> consumer, TopicPartition letters) {
            boolean exists = consumer.partitionsFor(letters.topic(), TIMEOUT)
                .stream()
                .anyMatch(info -> info.partition() == letters.partition());
            return exists ? new Extent(consumer.beginningOffsets(List.of(letters), TIMEOUT).get(letters),
                    consumer.endOffsets(List.of(letters), TIMEOUT).get(letters)) : new Extent(0, 0);
        }

    }

}
