package io.rowcast.sink.deadletters;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of a partition are meant; null lets all pass.
 *
 * @param offset that of one letter in the dead letter topic
 * @param error the class of the failure, whole or its simple name
 * @param since failed at this time or later
 * @param until failed before this time
 */
record LetterFilter(@Nullable Long offset, @Nullable String error, @Nullable Instant since, @Nullable Instant until) {

    boolean matches(DeadLetter letter) {
        return (this.offset == null || this.offset == letter.offset()) && matchesError(letter.error())
                && (this.since == null || !letter.time().isBefore(this.since))
                && (this.until == null || letter.time().isBefore(this.until));
    }

    private boolean matchesError(String name) {
        return this.error == null || name.equals(this.error) || name.endsWith("." + this.error);
    }

}
