package io.rowcast.sink.runtime;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;

/**
 * What is done with the partitions of a consumer between two batches, on its thread: what
 * operators ask for, the opening of those that are due, and the jobs with dead letters.
 */
record PartitionUpkeep(PartitionOperator operator, PartitionOpener opener, LetterWorkers letters) {

    void between(Consumer<?, ?> consumer, List<OwnedPartition> owned) {
        this.operator.follow(consumer, owned);
        this.opener.openDue(consumer, owned);
        this.opener.measurePaused(consumer, owned);
        this.letters.step(consumer, owned);
    }

}
