package io.rowcast.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Of a timestamp: it is the time itself.
 *
 * @param times how the column spells them
 * @param zone in which times without a zone are meant
 */
record TimeLowEnd(TimeText times, ZoneId zone) implements LowEnd {

    @Override
    public @Nullable Bound settled(WindowPosition from, Instant settled) {
        Instant floorTime = from.floorTime();
        boolean rises = !settled.equals(OpenTransactions.UNKNOWN) && (floorTime == null || settled.isAfter(floorTime));
        return rises ? Bound.from(text(settled)) : null;
    }

    @Override
    public List<WindowPosition.Mark> marks(WindowPosition from, List<String> at, Instant seen, Instant settled) {
        return List.of();
    }

    @Override
    public String ceiling(Instant now) {
        return text(now);
    }

    /** Returns a time as a value of the column. */
    private String text(Instant time) {
        return this.times.text(time.truncatedTo(ChronoUnit.MICROS), this.zone);
    }

    /**
     * Returns the time of a value.
     * @param text as the database prints it
     * @throws DateTimeException when it is infinite
     */
    Instant time(String text) {
        return this.times.time(text, this.zone);
    }

}
