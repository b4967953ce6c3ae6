package io.rowcast.sink.deadletters;

/**
 * What became of dead letters.
 *
 * @param done replayed or discarded, or in a dry run: would be
 * @param failed of those, the ones that were rejected again
 * @param superseded stay, because the topic has a newer record of their key
 * @param unsure stay, because it cannot be proven that it has none
 */
record LetterCounts(long done, long failed, long superseded, long unsure) {

    static final LetterCounts NONE = new LetterCounts(0, 0, 0, 0);

    LetterCounts plus(LetterCounts more) {
        return new LetterCounts(this.done + more.done, this.failed + more.failed, this.superseded + more.superseded,
                this.unsure + more.unsure);
    }

    LetterCounts withoutDone() {
        return new LetterCounts(0, this.failed, this.superseded, this.unsure);
    }

}
