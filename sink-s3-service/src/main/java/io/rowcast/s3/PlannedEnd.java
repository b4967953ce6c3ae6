package io.rowcast.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.rowcast.sink.CommittedOffset;

/**
 * The note that stands beside the committed offset while an object is being completed:
 * the object begins at that offset and ends here. Whoever opens the partition and finds
 * it builds exactly this object first.
 *
 * @param end the first offset that is not in the object
 */
record PlannedEnd(long end) {

    private static final Pattern METADATA = Pattern.compile("end=(\\d{1,18})");

    /** Returns the text to commit, such as {@code end=12345}. */
    String metadata() {
        return "end=" + this.end;
    }

    /**
     * Returns the note beside an offset, or nothing where there is none: then no object
     * that begins at this offset was ever completed. What other programs leave there,
     * such as the tools that reset offsets, is no note.
     */
    static Optional<PlannedEnd> of(CommittedOffset committed) {
        Matcher matcher = METADATA.matcher(committed.metadata());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PlannedEnd(Long.parseLong(matcher.group(1))))
            .filter(planned -> planned.end > committed.offset());
    }

}
