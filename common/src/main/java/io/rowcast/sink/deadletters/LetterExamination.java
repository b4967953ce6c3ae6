package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;

/**
 * A piece of the dead letters of a partition, and what the partition has behind them.
 *
 * @param topic that of the partition
 * @param piece the letters
 * @param newer the newer records of their keys, as far as the partition was read
 */
record LetterExamination(String topic, LetterPiece piece, NewerRecords newer) {

    /**
     * Looks for what is newer than the letters of a piece.
     * @param position up to where the partition is written
     */
    static LetterExamination of(Consumer<byte[], byte[]> consumer, LetterPiece piece, Comparison comparison,
            long position) {
        NewerRecords newer = new NewerRecords(comparison, piece.letters());
        newer.scan(consumer, position);
        return new LetterExamination(comparison.source().topic(), piece, newer);
    }

    /** Goes on to where the partition is written up to by now. */
    CompletableFuture<LetterExamination> scan(LetterReader reader, long position) {
        return reader.read(consumer -> {
            this.newer.scan(consumer, position);
            return this;
        });
    }

    /** Returns what is not to be written. */
    List<DeadLetter> kept(boolean force) {
        return this.piece.letters()
            .stream()
            .filter(letter -> isForeign(letter) || this.newer.isSuperseded(letter)
                    || (this.newer.isUnsure(letter) && !force))
            .toList();
    }

    /** What another program put there cannot be written: nobody knows where it was. */
    private boolean isForeign(DeadLetter letter) {
        return letter.source().filter(from -> from.topic().equals(this.topic)).isEmpty();
    }

    /**
     * Counts the letters of this piece: those that are kept by why, the others as done.
     */
    LetterCounts counts(Predicate<DeadLetter> isKept) {
        List<DeadLetter> kept = this.piece.letters().stream().filter(isKept).toList();
        long superseded = kept.stream().filter(this.newer::isSuperseded).count();
        return new LetterCounts(this.piece.letters().size() - kept.size(), 0, superseded, kept.size() - superseded);
    }

}
