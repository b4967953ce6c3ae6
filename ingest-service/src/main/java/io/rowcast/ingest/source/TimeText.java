package io.rowcast.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** How a type of timestamps or dates spells a time. */
public interface TimeText {

    /**
     * Returns a time as a value of the type.
     * @param micros without fractions of a microsecond
     * @param zone in which times without a zone are meant
     */
    String text(Instant micros, ZoneId zone);

    /**
     * Returns the time of a value.
     * @param text as the database prints it
     * @throws DateTimeException when it is no time, such as infinity
     */
    Instant time(String text, ZoneId zone);

}
