package io.rowcast.ingest.publish;

import io.rowcast.operator.Reasons;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Kafka did not take what was published, or did not say whether it did. The publisher is
 * of no more use: the next one knows from the cursors what was committed.
 */
public final class PublishFailedException extends RuntimeException {

    PublishFailedException(String what, Throwable cause) {
        super(what + ": " + Reasons.of(cause), cause);
    }

    PublishFailedException(String message) {
        super(message);
    }

    /** Whether another replica has taken over what this one wanted to publish. */
    public boolean isFenced() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

}
