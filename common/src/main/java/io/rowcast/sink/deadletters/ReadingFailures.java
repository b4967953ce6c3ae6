package io.rowcast.sink.deadletters;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.rowcast.operator.Backoff;
import io.rowcast.operator.Reasons;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to read the dead letters of a partition again after they could not be read, with a
 * line in the log for the first time of a row only. For one thread.
 */
final class ReadingFailures {

    private static final Logger log = LoggerFactory.getLogger(ReadingFailures.class);

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final TopicPartition source;

    private int failures;

    private long notBeforeNanos = System.nanoTime();

    ReadingFailures(TopicPartition source) {
        this.source = source;
    }

    boolean isTimeToRead() {
        return System.nanoTime() - this.notBeforeNanos >= 0;
    }

    void failed(Throwable failure) {
        this.failures++;
        Duration delay = BACKOFF.delay(this.failures, ThreadLocalRandom.current());
        this.notBeforeNanos = System.nanoTime() + delay.toNanos();
        if (this.failures == 1) {
            log.warn("{}: the dead letters cannot be read, trying again: {}", this.source, Reasons.of(failure));
        }
    }

    void succeeded() {
        this.failures = 0;
    }

}
