package io.rowcast.sink.deadletters;

import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

/**
 * What is asked of the dead letters of one partition, and what was done with them. What
 * it stores is in {@link LetterStore} when it returns. For the partition's owner.
 */
final class LetterBook {

    private final TopicPartition partition;

    private final LetterOperations operations;

    private final LetterStore store;

    private LetterLedger ledger;

    LetterBook(TopicPartition partition, LetterOperations operations, LetterStore store) {
        this.partition = partition;
        this.operations = operations;
        this.store = store;
        this.ledger = operations.ledger(partition);
    }

    LetterLedger ledger() {
        return this.ledger;
    }

    /**
     * Stores what was done.
     * @throws io.rowcast.sink.TransientSinkException when the broker does not take it
     */
    void store(LetterLedger changed) {
        long offset = this.store.require(this.partition, LetterOperations.LEDGER, changed.json());
        this.ledger = changed;
        this.operations.stored(this.partition, changed, offset);
    }

    /** Returns what is to be taken up next. */
    Optional<LetterRequest> next() {
        return this.operations.next(this.partition);
    }

    /** Whether what is being done is to be ended. */
    boolean isCancelled() {
        return this.operations.isCancelled(this.partition);
    }

    /** Deletes a request that is taken up. */
    void taken(LetterRequest request) {
        this.store.require(this.partition, LetterOperations.name(request), null);
        this.operations.taken(this.partition, request);
    }

}
