package io.rowcast.sink.runtime;

import java.util.List;

import io.rowcast.sink.deadletters.LetterWorkers;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What is done with the partitions of a consumer between two batches, on its thread: what
 * operators ask for, the opening of those that are due, and the jobs with dead letters.
 */
record PartitionUpkeep(PartitionOperator operator, PartitionOpener opener, LetterWorkers letters,
        PartitionFailures failures) {

    void between(Consumer<?, ?> consumer, List<OwnedPartition> owned) {
        this.operator.follow(consumer, owned);
        this.opener.openDue(consumer, owned);
        this.opener.measurePaused(consumer, owned);
        owned.forEach(each -> letters(consumer, each));
    }

    private void letters(Consumer<?, ?> consumer, OwnedPartition owned) {
        try {
            if (owned.isOpen() && owned.failures() == 0) {
                this.letters.step(consumer, owned.partition());
            }
            else {
                this.letters.rest(owned.partition(), owned.isOperable());
            }
        }
        catch (WakeupException | InterruptException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            this.letters.release(List.of(owned.partition()));
            this.failures.failed(consumer, List.of(owned), ex);
        }
    }

}
