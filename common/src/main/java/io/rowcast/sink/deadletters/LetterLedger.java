package io.rowcast.sink.deadletters;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done with the dead letters of a partition: one record of {@link LetterStore}.
 *
 * @param handled the letters that were replayed or discarded
 * @param job the latest replay or discard
 */
record LetterLedger(OffsetRanges handled, @Nullable LetterJob job) {

    static final LetterLedger EMPTY = new LetterLedger(OffsetRanges.NONE, null);

    /** Of handled letters, at most 28 bytes each; the broker takes 1 MB. */
    private static final int MOST_RUNS = 30_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    boolean runs() {
        return this.job != null && this.job.runs();
    }

    LetterLedger with(LetterJob newJob) {
        return new LetterLedger(this.handled, newJob);
    }

    /** The job has come so far, and these letters are done with. */
    LetterLedger with(LetterJob newJob, List<Long> offsets) {
        return new LetterLedger(this.handled.with(offsets), newJob);
    }

    /** Whether it is still one record that the broker takes with so many runs more. */
    boolean hasRoomFor(int runs) {
        return this.handled.size() + runs <= MOST_RUNS;
    }

    byte[] json() {
        return MAPPER.writeValueAsBytes(new Content(this.handled.toString(), this.job));
    }

    /**
     * Reads what {@link #json} has written.
     * @throws tools.jackson.core.JacksonException when it is something else
     */
    static LetterLedger read(byte[] json) {
        Content content = MAPPER.readValue(json, Content.class);
        return new LetterLedger(OffsetRanges.parse(content.handled()), content.job());
    }

    record Content(String handled, @Nullable LetterJob job) {
    }

}
