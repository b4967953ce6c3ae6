package io.rowcast.ingest.source.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.rowcast.ingest.source.TimeText;
import org.jspecify.annotations.Nullable;

/** How PostgreSQL spells a time. */
enum PostgresTime implements TimeText {

    /** {@code timestamptz}. */
    ZONED {

        @Override
        public String text(Instant micros, ZoneId zone) {
            return micros.toString();
        }

        @Override
        public Instant time(String text, ZoneId zone) {
            return Instant.parse(PostgresText.zonedTimestamp(text));
        }

    },

    /** {@code timestamp}. */
    LOCAL {

        @Override
        public String text(Instant micros, ZoneId zone) {
            return micros.atZone(zone).toLocalDateTime().toString();
        }

        @Override
        public Instant time(String text, ZoneId zone) {
            return Instant.EPOCH.plus(PostgresText.timestamp(text), ChronoUnit.MICROS)
                .atZone(ZoneOffset.UTC)
                .toLocalDateTime()
                .atZone(zone)
                .toInstant();
        }

    },

    /** {@code date}. */
    DATE {

        @Override
        public String text(Instant micros, ZoneId zone) {
            return LocalDate.ofInstant(micros, zone).toString();
        }

        @Override
        public Instant time(String text, ZoneId zone) {
            return LocalDate.ofEpochDay(PostgresText.date(text)).atStartOfDay(zone).toInstant();
        }

    };

    /** Returns how a type of {@code pg_catalog} spells times; null where it has none. */
    static @Nullable PostgresTime of(String type) {
        return switch (type) {
            case "timestamptz" -> ZONED;
            case "timestamp" -> LOCAL;
            case "date" -> DATE;
            default -> null;
        };
    }

}
