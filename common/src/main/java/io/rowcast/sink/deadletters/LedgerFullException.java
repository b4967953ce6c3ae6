package io.rowcast.sink.deadletters;

import org.apache.kafka.common.TopicPartition;

/** What was done with the letters of a partition is no longer one record of 1 MB. */
final class LedgerFullException extends RuntimeException {

    LedgerFullException(TopicPartition partition) {
        super("the dead letters of " + partition + " that are dealt with lie too far apart to be noted; replay or"
                + " discard those between them first");
    }

}
