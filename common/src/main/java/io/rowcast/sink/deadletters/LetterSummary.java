package io.rowcast.sink.deadletters;

import java.time.Instant;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without key and value. Partition and offset are its address: what to ask
 * for to look at it, or to replay it alone.
 *
 * @param partition whose letter it is, as the pipeline names it
 * @param offset of the letter, in the dead letter topic
 * @param recordOffset of the record, -1 where another program wrote the letter
 * @param recordPartition where the record was read: mostly the same, but not where the
 * letter was put in another place; null where that is not known
 * @param time when it failed
 */
record LetterSummary(String partition, long offset, long recordOffset, @Nullable String recordPartition, Instant time,
        String error, String message, String stage, int attempts, int bytes) {

    static LetterSummary of(DeadLetter letter, TopicPartition source) {
        return new LetterSummary(source.toString(), letter.offset(), letter.sourceOffset(),
                letter.source().map(TopicPartition::toString).orElse(null), letter.time(), letter.error(),
                letter.message(), letter.stage(), letter.attempts(), letter.bytes());
    }

}
