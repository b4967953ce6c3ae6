package io.rowcast.ingest.source.mysql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

import io.rowcast.ingest.source.TimeText;

/**
 * How MySQL spells a time, with no more digits than the column has: what is compared with
 * a column of whole seconds must not be in the middle of one.
 *
 * @param kind of the type
 * @param digits of the fraction of a second
 */
record MySqlTime(Kind kind, int digits) implements TimeText {

    @Override
    public String text(Instant micros, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(micros, (this.kind == Kind.TIMESTAMP) ? ZoneOffset.UTC : zone);
        if (this.kind == Kind.DATE) {
            return time.toLocalDate().toString();
        }
        long unit = (long) Math.pow(10, 9 - this.digits);
        LocalDateTime truncated = time.truncatedTo(ChronoUnit.SECONDS).plusNanos(time.getNano() / unit * unit);
        return truncated.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    @Override
    public Instant time(String text, ZoneId zone) {
        if (this.kind == Kind.DATE) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        return time.atZone((this.kind == Kind.TIMESTAMP) ? ZoneOffset.UTC : zone).toInstant();
    }

    /** The types of times. */
    enum Kind {

        /** An instant, which the session prints in UTC. */
        TIMESTAMP,

        /** A date and time in no time zone. */
        DATETIME,

        /** A day. */
        DATE

    }

}
