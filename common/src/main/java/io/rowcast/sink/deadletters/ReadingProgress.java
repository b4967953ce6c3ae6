package io.rowcast.sink.deadletters;

import java.time.Duration;

import io.rowcast.sink.TransientSinkException;
import org.apache.kafka.common.TopicPartition;

/** Gives up a reading that gets no further; one that does may take its time. */
final class ReadingProgress {

    private final TopicPartition partition;

    private final Duration patience;

    private long reached = -1;

    private long deadlineNanos;

    ReadingProgress(TopicPartition partition, Duration patience) {
        this.partition = partition;
        this.patience = patience;
    }

    /**
     * Notes where the reading is.
     * @throws TransientSinkException when it has been there for too long
     */
    void at(long position) {
        long now = System.nanoTime();
        if (position > this.reached) {
            this.reached = position;
            this.deadlineNanos = now + this.patience.toNanos();
        }
        else if (now - this.deadlineNanos > 0) {
            throw new TransientSinkException(this.partition + " cannot be read beyond offset " + position, null);
        }
    }

}
