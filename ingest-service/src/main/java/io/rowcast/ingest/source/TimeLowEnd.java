package io.rowcast.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Of a timestamp: it is the time itself.
 *
 * @param type {@code timestamptz}, {@code timestamp} or {@code date}
 * @param zone in which times without a zone are meant
 */
record TimeLowEnd(String type, ZoneId zone) implements LowEnd {

    static final Set<String> TYPES = Set.of("timestamptz", "timestamp", "date");

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
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);
        return switch (this.type) {
            case "timestamptz" -> micros.toString();
            case "date" -> LocalDate.ofInstant(micros, this.zone).toString();
            default -> micros.atZone(this.zone).toLocalDateTime().toString();
        };
    }

    /**
     * Returns the time of a value.
     * @param text as the database prints it
     * @throws DateTimeException when it is infinite
     */
    Instant time(String text) {
        return switch (this.type) {
            case "timestamptz" -> Instant.parse(PostgresText.zonedTimestamp(text));
            case "date" -> LocalDate.ofEpochDay(PostgresText.date(text)).atStartOfDay(this.zone).toInstant();
            default -> Instant.EPOCH.plus(PostgresText.timestamp(text), ChronoUnit.MICROS)
                .atZone(ZoneOffset.UTC)
                .toLocalDateTime()
                .atZone(this.zone)
                .toInstant();
        };
    }

}
