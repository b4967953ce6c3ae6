package io.rowcast.sink.deadletters;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.apache.kafka.common.TopicPartition;

/**
 * A piece of the dead letters of a partition, and what the partition has behind them.
 *
 * @param piece the letters
 * @param newer the newer records of their keys, as far as the partition was read
 */
record LetterExamination(LetterPiece piece, NewerRecords newer) {

    /**
     * Reads a piece.
     * @param from where it begins
     * @param end where the job ends
     * @param wanted which letters the job is about
     * @param comparing tells whether a letter could overwrite a newer record, and where
     * to look for one
     */
    static CompletableFuture<LetterExamination> read(LetterReader reader, TopicPartition letters, long from, long end,
            Predicate<DeadLetter> wanted, Comparing comparing) {
        return reader.read(consumer -> {
            LetterPiece piece = LetterPiece.read(consumer, letters, from, end, wanted);
            List<DeadLetter> compared = piece.letters().stream().filter(comparing.overwrites()).toList();
            NewerRecords newer = new NewerRecords(comparing.source(), compared, comparing.isProof());
            newer.scan(consumer, comparing.position());
            return new LetterExamination(piece, newer);
        });
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

    /** What another program put there, or moved there, cannot be written in order. */
    private boolean isForeign(DeadLetter letter) {
        return letter.source().filter(this.newer.source()::equals).isEmpty();
    }

    /**
     * Counts the letters of this piece: those that are kept by why, the others as done.
     */
    LetterCounts counts(Predicate<DeadLetter> isKept) {
        List<DeadLetter> kept = this.piece.letters().stream().filter(isKept).toList();
        long superseded = kept.stream().filter(this.newer::isSuperseded).count();
        return new LetterCounts(this.piece.letters().size() - kept.size(), 0, superseded, kept.size() - superseded);
    }

    /**
     * How letters are compared with their partition.
     *
     * @param source the partition
     * @param position up to where it is written
     * @param isProof whether its records prove anything of a letter
     * @param overwrites whether a letter could take the place of a newer record
     */
    record Comparing(TopicPartition source, long position, Predicate<DeadLetter> isProof,
            Predicate<DeadLetter> overwrites) {
    }

}
